import { readFile } from 'node:fs/promises'

/** Whether the process that had this number, and started then, still runs. Numbers are used again. */
export async function isRunning(pid: number, start: string | null): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // Someone else's process cannot be signalled, but is there.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return start === null || start === (await processStart(pid))
}

/**
 * When a process started, as Linux counts it (in ticks since its boot, beside the boot's id); null elsewhere, and
 * for one that is dead and only not yet buried.
 */
export async function processStart(pid: number): Promise<string | null> {
  try {
    const [stat, boot] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    ])
    // The name, in parentheses, may hold spaces and parentheses itself. The start is field 22, the state 3.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [state, start] = [fields[0], fields[19]]
    return state === 'Z' ? null : `${start}@${boot.trim()}`
  } catch {
    return null
  }
}

import { readFileSync } from 'node:fs'

/** What a process holds of the machine's memory, in MiB. */
export function residentMemory({ pid }) {
  const kib = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]
  return Number(kib) / 1024
}

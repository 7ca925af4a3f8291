const SHUTDOWN_LIMIT_MS = 9_500

/**
 * Settles when the process is asked to stop. A second signal ends it at once, as it would without us, and so does
 * time: a supervisor that waits 10 seconds shall not have to kill it.
 */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        setTimeout(() => process.exit(1), SHUTDOWN_LIMIT_MS).unref()
        resolve()
      })
    }
  })
}

import { existsSync } from 'node:fs'

export const executablePath = '/usr/bin/chromium'

/** Then what needs a browser is skipped. */
export const isMissing = !existsSync(executablePath)

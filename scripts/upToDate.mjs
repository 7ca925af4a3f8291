import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Runs a step unless its result is there and was made from these very inputs. */
export function unlessUpToDate({ inputs, stamp }, step) {
  const made = dirname(stamp)
  const fingerprint = fingerprintOf(inputs.flatMap((path) => filesIn(path, made)))
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return
  step()
  writeFileSync(stamp, fingerprint)
}

function fingerprintOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths) {
    hash.update(path).update('\0').update(readFileSync(path)).update('\0')
  }
  return hash.digest('hex')
}

// But for what the step itself makes, where that stands among its inputs.
function filesIn(path, made) {
  if (!statSync(path).isDirectory()) return [path]
  if (path === made) return []
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name), made))
}

import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Runs a step unless its result is there and was made from these very inputs. */
export function unlessUpToDate({ inputs, stamp }, step) {
  const fingerprint = fingerprintOf(inputs)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return
  step()
  writeFileSync(stamp, fingerprint)
}

function fingerprintOf(inputs) {
  const hash = createHash('sha256')
  for (const path of inputs.flatMap(filesIn)) {
    hash.update(path).update('\0').update(readFileSync(path)).update('\0')
  }
  return hash.digest('hex')
}

function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)))
}

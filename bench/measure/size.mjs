import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** MiB on disk: what is built of the product, and all packages that it needs to run. */
export function sizes() {
  const dependencies = execFileSync('npm', ['ls', '--omit=dev', '--all', '--parseable'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  // A package may lie within another's folder, and shall count once: du takes care of that within one call.
  const folders = dependencies.split('\n').filter((folder) => folder.includes('node_modules'))
  return { dist: mebibytes([`${ROOT}dist`]), dependencies: mebibytes(folders) }
}

function mebibytes(folders) {
  const lines = execFileSync('du', ['-skc', ...folders], { encoding: 'utf8' })
    .trim()
    .split('\n')
  return Number.parseInt(lines.at(-1), 10) / 1024
}

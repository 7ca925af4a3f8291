// Builds what is needed and serves.
import './build.mjs'

// npm starts us through a shell that does not pass on the signal to stop: that it is gone has to tell us.
const shell = process.ppid
const watch = setInterval(() => {
  if (process.ppid === shell) return
  clearInterval(watch)
  process.kill(process.pid, 'SIGTERM')
}, 200).unref()

process.argv.splice(2, 0, 'serve')
await import('../dist/main.js')

const WIDTH = 40

/** Shows how much of `total` is done: a bar on a terminal, else a line for each tenth. */
export function progressBar(total: number): (done: number) => void {
  const { stderr } = process
  const started = performance.now()
  let tenth = 0
  return (done) => {
    const part = done / total
    const rate = Math.round((done / (performance.now() - started)) * 1000)
    const text = `${done} of ${total} messages, ${rate} a second`
    if (stderr.isTTY) {
      const bar = '█'.repeat(Math.round(part * WIDTH)).padEnd(WIDTH, '░')
      stderr.write(`\r${bar} ${text} ${part === 1 ? '\n' : ''}`)
    } else if (Math.floor(part * 10) > tenth) {
      tenth = Math.floor(part * 10)
      stderr.write(`${text}\n`)
    }
  }
}

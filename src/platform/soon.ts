/** Does it once in a moment, however often it is called until then: all that comes with the first goes along. */
export function soon(run: () => void): () => void {
  let isDue = false
  return () => {
    if (isDue) return
    isDue = true
    setImmediate(() => {
      isDue = false
      run()
    })
  }
}

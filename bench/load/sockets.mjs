import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'

const [TEXT, CLOSE, PING, PONG] = [1, 8, 9, 10]

/**
 * Opens a socket of graphql-transport-ws with one subscription, and calls back for each frame of text that comes after.
 * Frames are counted, not read: a client's usual work would take the machine from the server.
 */
export async function watch({ url, authorization, body }, onFrame) {
  const { hostname, port, pathname } = new URL(url)
  const asked = request({
    host: hostname,
    port,
    path: pathname,
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': randomBytes(16).toString('base64'),
      'sec-websocket-protocol': 'graphql-transport-ws',
    },
  })
  asked.end()
  const [, socket, head] = await once(asked, 'upgrade')
  socket.setNoDelay(true)
  const acknowledged = new Promise((resolve, reject) => {
    let take = (opcode, payload) => {
      if (opcode !== TEXT || !payload.includes('connection_ack'))
        return reject(new Error(`${url} did not acknowledge: ${payload}`))
      take = (opcode, payload) => {
        if (opcode === TEXT) onFrame(payload)
        else if (opcode === PING) socket.write(frameOf(PONG, payload))
        else if (opcode === CLOSE) throw new Error(`${url} closed a socket: ${payload.subarray(2)}`)
      }
      resolve()
    }
    readFrames(socket, head, (...frame) => take(...frame))
    socket.on('error', reject)
  })
  const send = (message) => socket.write(frameOf(TEXT, Buffer.from(JSON.stringify(message))))
  send({ type: 'connection_init', payload: { authorization } })
  await acknowledged
  send({ id: '1', type: 'subscribe', payload: body })
  return socket
}

/** The frames of a server (RFC 6455, 5.2: whole, unmasked, under 64 KiB), however they are cut into chunks. */
function readFrames(socket, head, take) {
  let rest = head
  const read = (chunk) => {
    const bytes = rest.length ? Buffer.concat([rest, chunk]) : chunk
    let at = 0
    while (bytes.length - at >= 2) {
      const isLong = bytes[at + 1] === 126
      const start = at + (isLong ? 4 : 2)
      if (bytes.length < start) break
      const length = isLong ? bytes.readUInt16BE(at + 2) : bytes[at + 1]
      if (bytes.length < start + length) break
      take(bytes[at] & 15, bytes.subarray(start, start + length))
      at = start + length
    }
    rest = bytes.subarray(at)
  }
  socket.on('data', read)
}

/** A client's frame: masked, with the mask that changes nothing. */
function frameOf(opcode, payload) {
  const { length } = payload
  const size = length < 126 ? [0x80 | length] : [0x80 | 126, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([0x80 | opcode, ...size, 0, 0, 0, 0]), payload])
}

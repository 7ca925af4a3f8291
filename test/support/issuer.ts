import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { afterAll } from 'vitest'

type Listener = (request: IncomingMessage, response: ServerResponse) => unknown

export const inOneHour = () => Math.floor(Date.now() / 1000) + 3_600

export interface Key {
  sign: (claims?: JWTPayload, header?: object) => Promise<string>
  /** The public half, as a key set holds it. */
  jwk: object
}

export async function makeKey(alg = 'ES256', kid: string = randomUUID()): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  return {
    jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' },
    sign: (claims = {}, header = {}) =>
      new SignJWT({ sub: 'ada', exp: inOneHour(), ...claims })
        .setProtectedHeader({ alg, kid, ...header })
        .sign(privateKey),
  }
}

/** Answers with these keys, or as told. */
export const offering =
  (...keys: Key[]): Listener =>
  (_, response) =>
    response.end(JSON.stringify({ keys: keys.map(({ jwk }) => jwk) }))

/** Whoever issues tokens elsewhere: a server with a key set at its address, that answers as each test wants it. */
export async function issuer(answer: Listener) {
  const told = { answer, fetches: 0, url: '', server: createServer() }
  told.server.on('request', (request, response) => {
    told.fetches++
    told.answer(request, response)
  })
  told.server.listen(0, '127.0.0.1')
  await once(told.server, 'listening')
  const { port } = told.server.address() as AddressInfo
  told.url = `http://127.0.0.1:${port}/keys`
  afterAll(() => {
    told.server.closeAllConnections()
    told.server.close()
  })
  return told
}

import { createHmac } from 'node:crypto'
import { inOneHour } from '../support/issuer.ts'
import { secret } from '../support/server.ts'

const encode = (part: unknown) =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url')

/** A token with just this header and payload, signed as the server does: what is odd about it is nothing else. */
export function forge(header: unknown, payload: unknown, key: Uint8Array = secret, hash = 'sha256'): string {
  const signed = `${encode(header)}.${encode(payload)}`
  return `${signed}.${createHmac(hash, key).update(signed).digest('base64url')}`
}

const HEADER = { alg: 'HS256' }
const claims = () => ({ sub: 'ada', exp: inOneHour() })
const withHeader = (header: object) => forge({ ...HEADER, ...header }, claims())
const withClaims = (changed: object) => forge(HEADER, { ...claims(), ...changed })
const parts = () => forge(HEADER, claims()).split('.')

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Of the last character of 32 bytes the last two bits are none of theirs. */
const otherBits = (token: string) =>
  token.slice(0, -1) + BASE64URL[BASE64URL.indexOf(token.at(-1) as string) ^ 1]

/** Tokens that nobody may be let in with, by what is wrong with them. */
export const oddTokens: Record<string, string> = {
  'no token': 'x',
  'only dots': '..',
  'not signed': parts().slice(0, 2).join('.'),
  'signed with nothing': `${parts().slice(0, 2).join('.')}.`,
  'signed by another': forge(HEADER, claims(), new Uint8Array(32)),
  'signed for another payload': [parts()[0], encode({ ...claims(), sub: 'eve' }), parts()[2]].join('.'),
  'with padding': `${parts().join('.')}=`,
  'with bits at its end that say nothing': otherBits(parts().join('.')),
  'of four parts': `${parts().join('.')}.x`,
  'encrypted, or so it looks': `${encode({ alg: 'dir', enc: 'A256GCM' })}..AAAA.AAAA.AAAA`,
  'JSON, not compact': JSON.stringify({ protected: parts()[0], payload: parts()[1], signature: parts()[2] }),
  'huge, and none': 'x'.repeat(12_000),
  'huge, with a long signature': `${parts().slice(0, 2).join('.')}.${'A'.repeat(12_000)}`,

  'of the algorithm none': `${encode({ alg: 'none' })}.${encode(claims())}.`,
  'of the algorithm none, signed': forge({ alg: 'none' }, claims()),
  'of the algorithm nOnE': `${encode({ alg: 'nOnE' })}.${encode(claims())}.`,
  'of the algorithm HS512': forge({ alg: 'HS512' }, claims(), secret, 'sha512'),
  'of the algorithm hs256': withHeader({ alg: 'hs256' }),
  'of the algorithm RS256': withHeader({ alg: 'RS256' }),
  'of no algorithm': forge({}, claims()),
  'of a list of algorithms': withHeader({ alg: ['HS256'] }),
  'with a critical header that nobody knows': withHeader({ crit: ['x'], x: 1 }),
  'with no critical header in the list of them': withHeader({ crit: [] }),
  'with a payload that is not encoded': withHeader({ crit: ['b64'], b64: false }),
  'with a header that is null': forge('null', claims()),
  'with a header that is no JSON': forge('{', claims()),

  'with a payload that is no JSON': forge(HEADER, 'hello'),
  'with a payload that is null': forge(HEADER, 'null'),
  'with a payload that is a list': forge(HEADER, [claims()]),
  'with a payload that is no UTF-8': `${forge(HEADER, 'x').split('.')[0]}.gICA.AAAA`,
  'without a subject': withClaims({ sub: undefined }),
  'with the subject 7': withClaims({ sub: 7 }),
  'with the subject null': withClaims({ sub: null }),
  'with a list of subjects': withClaims({ sub: ['ada'] }),
  'with an empty subject': withClaims({ sub: '' }),
  'with a blank subject': withClaims({ sub: ' \t' }),
  'with a subject of 256 characters': withClaims({ sub: 'x'.repeat(256) }),
  'with NUL in the subject': withClaims({ sub: 'a\0b' }),
  'with half a character as the subject': forge(HEADER, `{"sub":"\\ud800","exp":${inOneHour()}}`),

  'that does not end': withClaims({ exp: undefined }),
  'that ended': withClaims({ exp: inOneHour() - 7_200 }),
  'that ended before 1970': withClaims({ exp: -1 }),
  'that ends at a string': withClaims({ exp: String(inOneHour()) }),
  'that ends at null': withClaims({ exp: null }),
  'that ends in a list': withClaims({ exp: [inOneHour()] }),
  'that ends at infinity': forge(HEADER, '{"sub":"ada","exp":1e999}'),
  'that ends beyond safe integers': forge(HEADER, '{"sub":"ada","exp":9007199254740993}'),
  'that is not valid yet': withClaims({ nbf: inOneHour() }),
  'that is valid from a string on': withClaims({ nbf: '0' }),
}

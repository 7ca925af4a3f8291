import type { IncomingMessage } from 'node:http'
import { type Credentials, sign } from 'aws4'

/**
 * Whether a request to an S3 store is rightly signed (AWS signature version 4), in its URL or its headers: another signer
 * than that of the AWS SDK comes to the same. What was not signed does not count.
 */
export function isSigned(request: IncomingMessage, credentials: Credentials): boolean {
  const { method = '', url = '', headers } = request
  const query = new URL(url, 'http://localhost').searchParams
  const signQuery = query.has('X-Amz-Signature')
  const { authorization = '' } = headers
  const [scope, names, signature] = signQuery
    ? ['Credential', 'SignedHeaders', 'Signature'].map((name) => query.get(`X-Amz-${name}`))
    : (/Credential=(.+?), SignedHeaders=(.+?), Signature=(.+)/.exec(authorization)?.slice(1) ?? [])
  if (!scope || !names) return false
  const signed = sign(
    {
      service: 's3',
      region: scope.split('/')[2] as string,
      method,
      path: url.replace(/&X-Amz-Signature=[^&]*/, ''),
      headers: Object.fromEntries(names.split(';').map((name) => [name, headers[name] ?? ''])),
      // One that aws4 itself would leave out.
      extraHeadersToInclude: { range: true },
      signQuery,
    } as Parameters<typeof sign>[0],
    credentials,
  )
  const expected = signQuery ? signed.path : String(signed.headers?.Authorization)
  return expected?.includes(`Signature=${signature}`) === true
}

import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import type { Socket } from 'node:net'

// biome-ignore lint/suspicious/noExplicitAny: a result is whatever the test says that it is
type Result = any

export interface EventStream {
  status: number
  headers: IncomingMessage['headers']
  /** The next result; fails when the stream has ended or broken off. */
  next: () => Promise<Result>
  /** Settles with how it ended: complete, or broken off before that. */
  ended: Promise<'complete' | 'broken'>
  response: IncomingMessage
  socket: Socket
  close: () => void
}

interface Options {
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
}

/** Subscribes over Server-Sent Events, as a browser would but for the headers. */
export async function openStream(
  url: string,
  operation: { query: string; variables?: object },
  { method = 'POST', headers = {} }: Options = {},
): Promise<EventStream> {
  const outgoing = send(url, operation, method, headers)
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve).once('error', reject)
  })
  outgoing.on('error', () => {})
  const results: Result[] = []
  const ended = read(response, results)
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    response,
    socket: response.socket,
    ended,
    close: () => outgoing.destroy(),
    next: async () => {
      while (!results.length) {
        const over = await Promise.race([
          once(response, 'data').then(
            () => null,
            () => null,
          ),
          ended,
        ])
        if (over && !results.length) throw new Error(`The stream is ${over}.`)
      }
      return results.shift()
    },
  }
}

function send(
  url: string,
  { query, variables = {} }: { query: string; variables?: object },
  method: string,
  headers: Record<string, string>,
): ClientRequest {
  const accept = 'text/event-stream'
  if (method === 'GET') {
    const search = new URLSearchParams({ query, variables: JSON.stringify(variables) })
    return request(`${url}/graphql?${search}`, { headers: { accept, ...headers } }).end()
  }
  const all = { accept, 'content-type': 'application/json', ...headers }
  return request(`${url}/graphql`, { method, headers: all }).end(JSON.stringify({ query, variables }))
}

function read(response: IncomingMessage, results: Result[]): Promise<'complete' | 'broken'> {
  let text = ''
  let isComplete = false
  response.setEncoding('utf8')
  response.on('data', (chunk: string) => {
    const events = (text + chunk).split('\n\n')
    text = events.pop() ?? ''
    for (const event of events) {
      const lines = event.split('\n')
      const field = (name: string) => lines.find((line) => line.startsWith(name))?.slice(name.length)
      const [name, data] = [field('event: '), field('data: ')]
      if (name === 'next' && data) results.push(JSON.parse(data))
      if (name === 'complete') isComplete = true
    }
  })
  response.on('error', () => {})
  return new Promise((resolve) => response.once('close', () => resolve(isComplete ? 'complete' : 'broken')))
}

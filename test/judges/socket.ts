import { type Client, createClient } from 'graphql-ws'
import { onTestFinished } from 'vitest'
import WebSocket from 'ws'
import type { Client as User } from '../support/client.ts'
import { bearer } from '../support/server.ts'

/** The client of graphql-ws as an app makes it, in a hurry to come back. */
export async function socketTo(url: string, { name }: User): Promise<Client> {
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: await bearer(name),
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: () => new Promise((resolve) => setTimeout(resolve, 100)),
  })
  onTestFinished(async () => client.dispose())
  return client
}

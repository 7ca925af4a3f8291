import type { Client } from 'graphql-ws'

/**
 * The same client, but that a subscription whose connection was lost goes on after the last event that it got. It
 * sends its variables anew with each connection.
 */
export const resuming = (client: Client): Client => ({
  ...client,
  subscribe(payload, sink) {
    const variables = { ...payload.variables }
    return client.subscribe(
      { ...payload, variables },
      {
        next(result) {
          sink.next(result as never)
          const [event] = Object.values((result.data ?? {}) as Record<string, { cursor?: string }>)
          if (event?.cursor) variables.after = event.cursor
        },
        error: (error) => sink.error(error),
        complete: () => sink.complete(),
      },
    )
  },
})

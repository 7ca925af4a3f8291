import { Redis } from 'ioredis'
import type { Logger } from '../logger.ts'
import type { Bus } from './hub.ts'

const channelOf = (stream: string) => `tertulia:log:${stream}`

/**
 * Tells other instances over Redis. Nothing waits for it and nothing fails with it: a hint that it loses is made good
 * by the next look at the log.
 */
export function redisBus(url: string, logger: Logger, heard: (stream: string, number: number) => void): Bus {
  const connect = () => {
    const redis = new Redis(url, {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      // ioredis would ask again for what nobody listens to any more, and a loss in that moment would end the process.
      autoResubscribe: false,
      connectTimeout: 5_000,
      // A Redis that hangs is given up, or what it is told would pile up here.
      socketTimeout: 5_000,
      retryStrategy: (attempt) => Math.min(attempt * 100, 1_000),
    })
    // Without a listener the loss of the connection would end the process.
    redis.on('error', (err: Error) => logger.debug({ err }, 'redis'))
    return redis
  }
  const publisher = connect()
  const subscriber = connect()
  const streams = new Map<string, string>()
  subscriber.on('message', (channel: string, number: string) => {
    const stream = streams.get(channel)
    if (stream) heard(stream, Number(number))
  })
  const subscribe = (...channels: string[]) => {
    if (channels.length && subscriber.status === 'ready') subscriber.subscribe(...channels).catch(() => {})
  }
  // Also what was asked for while it was away.
  subscriber.on('ready', () => subscribe(...streams.keys()))
  return {
    publish: (stream, number) => {
      if (publisher.status === 'ready') publisher.publish(channelOf(stream), String(number)).catch(() => {})
    },
    listen: (stream) => {
      const channel = channelOf(stream)
      streams.set(channel, stream)
      subscribe(channel)
      return () => {
        streams.delete(channel)
        if (subscriber.status === 'ready') subscriber.unsubscribe(channel).catch(() => {})
      }
    },
    async [Symbol.asyncDispose]() {
      publisher.disconnect()
      subscriber.disconnect()
    },
  }
}

import type { Logger } from '../logger.ts'
import { connectRedis } from '../redis.ts'
import type { Bus } from './hub.ts'

const channelOf = (stream: string) => `tertulia:log:${stream}`

/**
 * Tells other instances over Redis. Nothing waits for it and nothing fails with it: a hint that it loses is made good
 * by the next look at the log.
 */
export function redisBus(url: string, logger: Logger, heard: (stream: string, number: number) => void): Bus {
  const publisher = connectRedis(url, logger)
  const subscriber = connectRedis(url, logger)
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

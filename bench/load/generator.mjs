import { fork } from 'node:child_process'
import { once } from 'node:events'
import { authorizationOf } from './token.mjs'

/** Runs loads in a process of its own. */
export function openGenerator() {
  const child = fork(new URL('worker.mjs', import.meta.url))
  return {
    /** See `loadHttp` and `loadSockets`; requests name the subject who sends them. */
    async run({ requests, subscription, mutation, ...job }) {
      child.send({
        ...job,
        requests: requests && (await Promise.all(requests.map(authorized))),
        subscription: subscription && (await authorized(subscription)),
        mutation: mutation && (await authorized(mutation)),
      })
      const [{ error, ...result }] = await once(child, 'message')
      if (error) throw new Error(error)
      return result
    },
    close: () => void child.kill(),
  }
}

const authorized = async ({ subject, body }) => ({ authorization: await authorizationOf(subject), body })

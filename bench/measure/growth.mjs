import { readFileSync } from 'node:fs'
import { measure, medians } from './run.mjs'

const query = readFileSync(new URL('../workloads/growth/operations.graphql', import.meta.url), 'utf8')
const LISTS = ['ByActivity', 'ByTitle', 'OfSpaces']
const MESSAGES = ['Opening', 'Files']

/**
 * What a page costs as the list behind it grows: lists of users with more and more conversations, and the messages and
 * files of longer and longer conversations. `results[operation][size]`, over one connection.
 */
export async function measureGrowth(tools, server, { rounds, milliseconds }, { lists, lengths }, progress) {
  const jobs = [
    ...LISTS.flatMap((name) => lists.map(({ size, subject }) => ({ name, size, subject, variables: {} }))),
    ...MESSAGES.flatMap((name) =>
      lengths.map(({ size, subject, id }) => ({
        name,
        size,
        subject,
        variables: { id: server.idOf('Conversation', id) },
      })),
    ),
  ]
  const results = {}
  for (const { name, size, subject, variables } of jobs) {
    const requests = [{ subject, body: { query, operationName: name, variables } }]
    const runs = []
    for (let round = 0; round <= rounds; round++)
      runs.push(await measure(tools, [server], { requests, connections: 1, milliseconds: milliseconds / 2 }))
    // The first one warms up.
    results[name] = { ...results[name], [size]: medians(runs.slice(1)) }
    progress(`${name} of ${size}: ${results[name][size].p50.toFixed(2)} ms`)
  }
  return results
}

import { deepEqual } from 'node:assert/strict'
import { ask } from '../load/ask.mjs'
import { workloads } from '../workloads/index.mjs'
import { normalise } from './normalise.mjs'

const SAMPLES = 5

/** Throws where a peer answers anything else than the first one does, or writes anything else. */
export async function checkAnswers(peers, subjects, database) {
  for (const workload of workloads) {
    const answersOf = async (peer) => {
      const requests = (await workload.requests(peer, subjects)).slice(0, SAMPLES)
      const answers = []
      for (const request of requests) answers.push(normalise(await answer(peer, request, database)))
      return answers
    }
    const [first, ...others] = peers
    const expected = await answersOf(first)
    for (const peer of others) {
      deepEqual(
        await answersOf(peer),
        expected,
        `${peer.title} answers ${workload.key} as ${first.title} does`,
      )
    }
  }
}

/** With what a mutation wrote: the difference it made to the conversation, and the events that it told. */
async function answer(peer, request, database) {
  const { conversationId } = request.body.variables.input ?? {}
  if (!conversationId) return ask(peer, request)
  const key = normalise(conversationId, 'id')
  const before = await written(database, key)
  const data = await ask(peer, request)
  const after = await written(database, key)
  const { id, position, createdAt, ...message } = data.addMessage.message
  const difference = Object.keys(after.counters).map((name) => after.counters[name] - before.counters[name])
  return {
    message,
    isLast: position === after.counters.last_position && normalise(id, 'id') === after.last.id,
    isNow: Date.now() - new Date(createdAt) < 60_000,
    difference,
    last: { ...after.last, id: null },
    events: after.events.map(({ number, ...event }) => event),
  }
}

async function written(database, key) {
  const {
    rows: [{ c: counters, m: last, e: events }],
  } = await database.query(
    `SELECT (
      SELECT json_build_object('version', c.version, 'message_count', c.message_count, 'last_position', c.last_position,
        'event_number', c.event_number, 'user', u.event_number) FROM users u WHERE u.id = c.owner_id) AS c, (
      SELECT json_build_object('id', m.id, 'author', m.author_id, 'role', m.role, 'content', m.content, 'status', m.status,
        'sorted', m.created_at = c.sort_at AND c.sort_at = c.last_message_at) FROM messages m
      WHERE m.conversation_id = c.id ORDER BY position DESC LIMIT 1) AS m, (
      SELECT json_agg(e) FROM (
        (SELECT type, owner_id, space_id, conversation_id, message_id IS NULL AS without, number FROM events
          WHERE stream_id = c.id ORDER BY number DESC LIMIT 1)
        UNION ALL
        (SELECT type, owner_id, space_id, conversation_id, message_id IS NULL, number FROM events
          WHERE stream_id = c.owner_id ORDER BY number DESC LIMIT 1)
      ) e) AS e
    FROM conversations c WHERE c.id = $1`,
    [key],
  )
  return { counters, last, events }
}

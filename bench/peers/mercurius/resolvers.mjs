import { columns, pageOf, placeOf, readPlace } from './rows.mjs'

const sidebar = (isAfter) => `SELECT ${columns.conversation} FROM conversations c
  WHERE c.owner_id = $1 AND c.state = 'ACTIVE' ${isAfter ? 'AND (c.sort_at, c.id) < ($3::timestamptz, $4::uuid)' : ''}
  ORDER BY c.sort_at DESC, c.id DESC LIMIT $2`

/** Each statement is prepared under its field's name, as pg advises for those that are sent often. */
const query = async ({ app }, name, text, values) => (await app.pg.query({ name, text, values })).rows

export const resolvers = {
  Query: {
    async conversation(_root, { id }, context) {
      const text = `SELECT ${columns.conversation} FROM conversations c WHERE c.id = $1 AND c.owner_id = $2`
      return (await query(context, 'conversation', text, [id, context.viewer]))[0]
    },
    async conversations(_root, { first, after }, context) {
      const values = [context.viewer, first + 1, ...(after ? readPlace(after) : [])]
      const name = after ? 'conversationsAfter' : 'conversations'
      return pageOf(await query(context, name, sidebar(Boolean(after)), values), first, after, placeOf)
    },
    async spaces(_root, { first }, context) {
      const text = `SELECT ${columns.space} FROM spaces s WHERE s.owner_id = $1 ORDER BY s.created_at, s.id LIMIT $2`
      return pageOf(
        await query(context, 'spaces', text, [context.viewer, first + 1]),
        first,
        null,
        ({ id }) => id,
      )
    },
  },
  ConversationConnection: {
    async totalCount(_connection, _args, context) {
      const text = `SELECT count(*)::int AS count FROM conversations WHERE owner_id = $1 AND state = 'ACTIVE'`
      return (await query(context, 'totalCount', text, [context.viewer]))[0].count
    },
  },
  Mutation: {
    async addMessage(_root, { input }, { app, viewer, pubsub }) {
      const message = await app.pg.transact((client) => add(client, viewer, input))
      pubsub.publish({
        topic: `added ${input.conversationId}`,
        payload: { conversationEvents: { message } },
      })
      return { message }
    },
  },
  Subscription: {
    conversationEvents: {
      async subscribe(_root, { conversationId }, { app, viewer, pubsub }) {
        const text = 'SELECT FROM conversations WHERE id = $1 AND owner_id = $2'
        if (!(await app.pg.query(text, [conversationId, viewer])).rowCount)
          throw new Error('No such conversation')
        return pubsub.subscribe(`added ${conversationId}`)
      },
    },
  },
}

async function add(client, viewer, { conversationId, role, content }) {
  const run = async (name, text, values) => (await client.query({ name, text, values })).rows[0]
  const conversation = await run(
    'raise',
    `UPDATE conversations SET version = version + 1, message_count = message_count + 1,
      last_position = last_position + 1, last_message_at = now(), sort_at = now(), event_number = event_number + 1
    WHERE id = $1 AND owner_id = $2 AND state <> 'TRASHED' RETURNING last_position, event_number, space_id`,
    [conversationId, viewer],
  )
  if (!conversation) throw new Error('No such conversation')
  const user = await run(
    'raiseUser',
    'UPDATE users SET event_number = event_number + 1 WHERE id = $1 RETURNING event_number',
    [viewer],
  )
  const message = await run(
    'insertMessage',
    `INSERT INTO messages AS m (id, conversation_id, position, author_id, role, content)
    VALUES (gen_random_uuid(), $1, $2, $3, $4, $5) RETURNING ${columns.message}`,
    [conversationId, conversation.last_position, viewer, role, content],
  )
  await run(
    'insertEvents',
    `INSERT INTO events (stream_id, number, owner_id, type, space_id, conversation_id, message_id)
    VALUES ($1, $2, $3, 'MESSAGE_ADDED', $4, $1, $5), ($3, $6, $3, 'CONVERSATION_CHANGED', $4, $1, NULL)`,
    [conversationId, conversation.event_number, viewer, conversation.space_id, message.id, user.event_number],
  )
  return message
}

import { columns, pageOf, placeOf } from './rows.mjs'

/** Runs `text` once for all parents whose arguments are equal: $1 are their keys, $2 how many rows each may have. */
async function perParent({ app }, name, text, queries, size) {
  const keys = queries.map(({ obj }) => obj.id)
  const { rows } = await app.pg.query({ name, text, values: size === undefined ? [keys] : [keys, size] })
  const byParent = new Map(keys.map((key) => [key, []]))
  for (const row of rows) byParent.get(row.parent).push(row)
  return queries.map(({ obj }) => byParent.get(obj.id))
}

/** The same where the parents' arguments may differ. */
async function perSize(context, name, text, queries, argument) {
  const results = new Map()
  for (const size of new Set(queries.map(({ params }) => params[argument]))) {
    const alike = queries.filter(({ params }) => params[argument] === size)
    const lists = await perParent(context, name, text, alike, size + 1)
    alike.forEach((query, index) => {
      results.set(query, { rows: lists[index], size })
    })
  }
  return queries.map((query) => results.get(query))
}

const conversations = `SELECT p.id AS parent, c.* FROM unnest($1::uuid[]) p(id), LATERAL (
  SELECT ${columns.conversation} FROM conversations c WHERE c.space_id = p.id AND c.state = 'ACTIVE'
  ORDER BY c.sort_at DESC, c.id DESC LIMIT $2) c`

const messages = `SELECT p.id AS parent, m.* FROM unnest($1::uuid[]) p(id), LATERAL (
  SELECT ${columns.message} FROM messages m WHERE m.conversation_id = p.id ORDER BY m.position DESC LIMIT $2) m`

const files = `SELECT f.message_id AS parent, ${columns.file} FROM files f
  WHERE f.message_id = ANY($1::uuid[]) ORDER BY f.ordinal, f.id`

export const loaders = {
  Space: {
    async conversations(queries, context) {
      const lists = await perSize(context, 'space.conversations', conversations, queries, 'first')
      return lists.map(({ rows, size }) => pageOf(rows, size, null, placeOf))
    },
  },
  Conversation: {
    async space(queries, { app }) {
      const { rows } = await app.pg.query({
        name: 'conversation.space',
        text: `SELECT ${columns.space} FROM spaces s WHERE s.id = ANY($1::uuid[])`,
        values: [queries.map(({ obj }) => obj.spaceId)],
      })
      const byId = new Map(rows.map((row) => [row.id, row]))
      return queries.map(({ obj }) => byId.get(obj.spaceId))
    },
    async messages(queries, context) {
      const lists = await perSize(context, 'conversation.messages', messages, queries, 'last')
      return lists.map(({ rows, size }) => {
        const nodes = rows.slice(0, size).reverse()
        const pageInfo = {
          hasNextPage: false,
          hasPreviousPage: rows.length > size,
          startCursor: nodes[0] && String(nodes[0].position),
          endCursor: nodes.length ? String(nodes.at(-1).position) : null,
        }
        return { nodes, pageInfo }
      })
    },
  },
  Message: {
    files: (queries, context) => perParent(context, 'message.files', files, queries),
  },
}

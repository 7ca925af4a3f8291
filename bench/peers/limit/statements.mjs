/** The columns of a row under the names that the contract has for them: an object, for `json_agg`. */
const columns = (alias, names) =>
  Object.entries(names)
    .map(([name, column]) => `${alias}.${column} AS "${name}"`)
    .join(', ')

const file = columns('f', { id: 'id', name: 'name', contentType: 'content_type', size: 'size' })
const files = `(SELECT coalesce(json_agg(x), '[]') FROM (
  SELECT ${file} FROM files f WHERE f.message_id = m.id ORDER BY f.ordinal, f.id) x) AS files`
const message = columns('m', { id: 'id', role: 'role', content: 'content', createdAt: 'created_at' })
const listed = columns('c', {
  id: 'id',
  title: 'title',
  isPinned: 'is_pinned',
  messageCount: 'message_count',
  createdAt: 'created_at',
  lastMessageAt: 'last_message_at',
})

// Rows are taken in the order in which a subselect gives them, which saves sorting them again for their list.

/** The last messages of conversation `c`, oldest first. */
const lastMessages = (n) => `(SELECT coalesce(json_agg(x), '[]') FROM (
  SELECT ${message}, ${files} FROM (
    SELECT * FROM messages WHERE conversation_id = c.id ORDER BY position DESC LIMIT ${n}
  ) m ORDER BY m.position
) x)`

/** The position of the message that is the nth from the end of conversation `c`. */
const fromTheEnd = (n) =>
  `(SELECT position FROM messages WHERE conversation_id = c.id ORDER BY position DESC LIMIT 1 OFFSET ${n} - 1)`

/** A page of the sidebar after a place: the cursor is the sort key and the id, as they stand. */
const page = (first, after, more = '') => {
  const place = (nth) => `(array_agg(c.sort_at))[${nth}] || ' ' || (array_agg(c.id))[${nth}]`
  return `
  SELECT json_build_object('conversations', json_build_object(${more}
    'nodes', coalesce(json_agg(x) FILTER (WHERE c.rank <= ${first}), '[]'),
    'pageInfo', json_build_object('hasNextPage', count(*) > ${first}, ${after ? '' : `'hasPreviousPage', false,`}
      'startCursor', ${place('1')}, 'endCursor', ${place(`least(count(*), ${first})`)})))::text AS data
  FROM (
    SELECT *, row_number() OVER () AS rank FROM (
      SELECT * FROM conversations WHERE owner_id = $1 AND state = 'ACTIVE'
        ${after ? `AND (sort_at, id) < (coalesce(left(${after}, -37)::timestamptz, 'infinity'), coalesce(right(${after}, 36)::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))` : ''}
      ORDER BY sort_at DESC, id DESC LIMIT ${first} + 1
    ) newest
  ) c, LATERAL (SELECT ${listed}) x`
}

const total = `(SELECT count(*) FROM conversations WHERE owner_id = $1 AND state = 'ACTIVE')`

/** By operation: the statement, whose first parameter is the viewer, and the others. */
export const statements = {
  Sidebar: { text: page('20'), values: () => [] },
  DeepPage: {
    text: page('$2::int', '$3::text', `'totalCount', ${total},`),
    values: ({ first, after }) => [first, after ?? null],
  },
  Conversation: {
    text: `SELECT json_build_object('conversation', (
      SELECT row_to_json(x) FROM (
        SELECT c.id, c.title, (SELECT row_to_json(s) FROM (SELECT id, name FROM spaces WHERE id = c.space_id) s) AS space,
          json_build_object('nodes', ${lastMessages(50)}, 'pageInfo', json_build_object(
            'hasPreviousPage', ${fromTheEnd(51)} IS NOT NULL,
            'startCursor', coalesce(${fromTheEnd(50)}, 1)::text)) AS messages
        FROM conversations c WHERE c.id = $2::uuid AND c.owner_id = $1
      ) x
    ))::text AS data`,
    values: ({ id }) => [id],
  },
  Spaces: {
    text: `SELECT json_build_object('spaces', json_build_object('nodes', (
      SELECT coalesce(json_agg(x), '[]') FROM (
        SELECT s.id, s.name, json_build_object('nodes', (
          SELECT coalesce(json_agg(y), '[]') FROM (
            SELECT c.id, c.title, c.last_message_at AS "lastMessageAt", json_build_object('nodes', ${lastMessages(5)}) AS messages
            FROM conversations c WHERE c.space_id = s.id AND c.state = 'ACTIVE'
            ORDER BY c.sort_at DESC, c.id DESC LIMIT 10
          ) y
        )) AS conversations
        FROM spaces s WHERE s.owner_id = $1 ORDER BY s.created_at, s.id LIMIT 10
      ) x
    )))::text AS data`,
    values: () => [],
  },
  AddMessage: {
    text: `SELECT json_build_object('addMessage', json_build_object('message', row_to_json(x)))::text AS data
    FROM (SELECT ${message}, m.position FROM bench_add_message($1, $2, $3, $4) m) x`,
    values: ({ input: { conversationId, role, content } }) => [conversationId, role, content],
    afterwards: ({ input }, data, watchers) =>
      watchers.tell(input.conversationId, data.slice('{"addMessage" : {"message" : '.length, -2)),
  },
}

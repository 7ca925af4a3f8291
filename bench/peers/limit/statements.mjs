const json = (list) => `json_build_object(${list.map((entry) => `'${entry[0]}', ${entry[1]}`).join(', ')})`
const object = (alias, fields) =>
  json(Object.entries(fields).map(([name, column]) => [name, `${alias}.${column}`]))

const file = object('f', { id: 'id', name: 'name', contentType: 'content_type', size: 'size' })
const files = `(SELECT coalesce(json_agg(${file} ORDER BY f.ordinal, f.id), '[]') FROM files f WHERE f.message_id = m.id)`
const messageColumns = { id: 'id', role: 'role', content: 'content', createdAt: 'created_at' }
const message = json([
  ...Object.entries(messageColumns).map(([name, column]) => [name, `m.${column}`]),
  ['files', files],
])
const listed = object('c', {
  id: 'id',
  title: 'title',
  isPinned: 'is_pinned',
  messageCount: 'message_count',
  createdAt: 'created_at',
  lastMessageAt: 'last_message_at',
})

/** The last messages of conversation `c`, oldest first, as `l`: n + 1 of them, which tells whether there are more. */
const lastMessages = (n) => `LATERAL (
  SELECT json_agg(${message} ORDER BY m.position) FILTER (WHERE m.rank <= ${n}) AS nodes,
    count(*) > ${n} AS more, min(m.position) FILTER (WHERE m.rank <= ${n})::text AS start
  FROM (
    SELECT *, row_number() OVER (ORDER BY position DESC) AS rank FROM (
      SELECT * FROM messages WHERE conversation_id = c.id ORDER BY position DESC LIMIT ${n} + 1
    ) newest
  ) m
) l`

/** A page of the sidebar after a place: the cursor is the sort key and the id, as they stand. */
const page = (first, after, more = []) => `
  SELECT json_build_object('conversations', ${json([
    ...more,
    [
      'nodes',
      `coalesce(json_agg(${listed} ORDER BY c.sort_at DESC, c.id DESC) FILTER (WHERE c.rank <= ${first}), '[]')`,
    ],
    [
      'pageInfo',
      json([
        ['hasNextPage', `count(*) > ${first}`],
        ...(after ? [] : [['hasPreviousPage', 'false']]),
        ['startCursor', `(array_agg(c.cursor ORDER BY c.rank))[1]`],
        [
          'endCursor',
          `(array_agg(c.cursor ORDER BY c.rank) FILTER (WHERE c.rank <= ${first}))[least(count(*), ${first})]`,
        ],
      ]),
    ],
  ])})::text AS data
  FROM (
    SELECT *, row_number() OVER (ORDER BY sort_at DESC, id DESC) AS rank, sort_at || ' ' || id AS cursor FROM (
      SELECT * FROM conversations WHERE owner_id = $1 AND state = 'ACTIVE'
        ${after ? `AND (sort_at, id) < (coalesce(left(${after}, -37)::timestamptz, 'infinity'), coalesce(right(${after}, 36)::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))` : ''}
      ORDER BY sort_at DESC, id DESC LIMIT ${first} + 1
    ) newest
  ) c`

const total = `(SELECT count(*) FROM conversations WHERE owner_id = $1 AND state = 'ACTIVE')`
const added = json(Object.entries({ ...messageColumns, position: 'position' }).map(([n, c]) => [n, `m.${c}`]))

/** By operation: the statement, whose first parameter is the viewer, and the others. */
export const statements = {
  Sidebar: { text: page('20'), values: () => [] },
  DeepPage: {
    text: page('$2::int', '$3::text', [['totalCount', total]]),
    values: ({ first, after }) => [first, after ?? null],
  },
  Conversation: {
    text: `SELECT json_build_object('conversation', (
      SELECT json_build_object('id', c.id, 'title', c.title,
        'space', (SELECT json_build_object('id', s.id, 'name', s.name) FROM spaces s WHERE s.id = c.space_id),
        'messages', json_build_object('nodes', coalesce(l.nodes, '[]'),
          'pageInfo', json_build_object('hasPreviousPage', l.more, 'startCursor', l.start)))
      FROM conversations c, ${lastMessages(50)} WHERE c.id = $2::uuid AND c.owner_id = $1
    ))::text AS data`,
    values: ({ id }) => [id],
  },
  Spaces: {
    text: `SELECT json_build_object('spaces', json_build_object('nodes', coalesce(json_agg(
      json_build_object('id', s.id, 'name', s.name, 'conversations', json_build_object('nodes', s.conversations))
      ORDER BY s.created_at, s.id), '[]')))::text AS data
    FROM (
      SELECT s.*, (
        SELECT coalesce(json_agg(json_build_object('id', c.id, 'title', c.title, 'lastMessageAt', c.last_message_at,
          'messages', json_build_object('nodes', coalesce(l.nodes, '[]'))) ORDER BY c.sort_at DESC, c.id DESC), '[]')
        FROM (
          SELECT * FROM conversations c WHERE c.space_id = s.id AND c.state = 'ACTIVE'
          ORDER BY c.sort_at DESC, c.id DESC LIMIT 10
        ) c, ${lastMessages(5)}
      ) AS conversations
      FROM (SELECT * FROM spaces WHERE owner_id = $1 ORDER BY created_at, id LIMIT 10) s
    ) s`,
    values: () => [],
  },
  AddMessage: {
    text: `SELECT json_build_object('addMessage', json_build_object('message', ${added}))::text AS data
    FROM bench_add_message($1, $2, $3, $4) m`,
    values: ({ input: { conversationId, role, content } }) => [conversationId, role, content],
    afterwards: ({ input }, data, watchers) =>
      watchers.tell(input.conversationId, data.slice('{"addMessage" : {"message" : '.length, -2)),
  },
}

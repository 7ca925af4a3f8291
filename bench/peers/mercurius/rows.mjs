/** The columns of each type, under the names that the schema has for them. */
export const columns = {
  space: `s.id, s.name, s.created_at::text AS "createdAt"`,
  conversation: `c.id, c.title, c.is_pinned AS "isPinned", c.message_count AS "messageCount",
    c.created_at::text AS "createdAt", c.last_message_at::text AS "lastMessageAt", c.sort_at::text AS "sortAt",
    c.space_id AS "spaceId", c.owner_id AS "ownerId"`,
  message: `m.id, m.position, m.role, m.content, m.created_at::text AS "createdAt"`,
  file: `f.id, f.name, f.content_type AS "contentType", f.size`,
}

/** A page of rows of which one more was read, in the order in which they were read. */
export const pageOf = (rows, first, after, cursorOf) => {
  const nodes = rows.slice(0, first)
  return {
    nodes,
    pageInfo: {
      hasNextPage: rows.length > first,
      hasPreviousPage: after != null,
      startCursor: nodes[0] && cursorOf(nodes[0]),
      endCursor: nodes.length ? cursorOf(nodes.at(-1)) : null,
    },
  }
}

export const placeOf = ({ sortAt, id }) => Buffer.from(`${sortAt} ${id}`).toString('base64url')

/** What `placeOf` wrote: the sort key and the id. */
export const readPlace = (cursor) => {
  const text = Buffer.from(cursor, 'base64url').toString()
  return [text.slice(0, -37), text.slice(-36)]
}

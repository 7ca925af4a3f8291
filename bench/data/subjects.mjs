const MOST = 1_000

/**
 * Who asks for what: `readers` are all who read, `heavyReaders` those with more than 200 pages of conversations; of the
 * conversations with their owners, `long` are some that have more than one page of messages, and `written` all to which
 * messages are added. They lie so that neighbours have different owners.
 */
export async function readSubjects(database) {
  const readers = await database.query(
    `SELECT subject FROM users WHERE subject LIKE 'bench-reader-%' ORDER BY split_part(subject, '-', 3)::int`,
  )
  const heavyReaders = await database.query(
    `SELECT subject FROM users JOIN conversations c ON c.owner_id = users.id
    WHERE subject LIKE 'bench-reader-%' AND c.state = 'ACTIVE'
    GROUP BY subject HAVING count(*) > 4000 ORDER BY subject`,
  )
  const long = await database.query(
    `SELECT subject, c.id FROM users JOIN conversations c ON c.owner_id = users.id
    WHERE subject LIKE 'bench-reader-%' AND c.message_count > 50 ORDER BY md5(c.id::text) LIMIT $1`,
    [MOST],
  )
  const written = await database.query(
    `SELECT subject, c.id FROM users JOIN conversations c ON c.owner_id = users.id
    WHERE subject LIKE 'bench-writer-%' ORDER BY c.created_at, c.id`,
  )
  return {
    readers: subjectsOf(readers),
    heavyReaders: subjectsOf(heavyReaders),
    long: long.rows,
    written: written.rows,
  }
}

/** Users with more and more conversations, and longer and longer conversations with their owners. */
export async function readGrowing(database) {
  const lists = await database.query(
    `SELECT split_part(subject, '-', 3)::int AS size, subject FROM users WHERE subject LIKE 'bench-list-%' ORDER BY size`,
  )
  const lengths = await database.query(
    `SELECT split_part(subject, '-', 3)::int AS size, subject, c.id FROM users JOIN conversations c ON c.owner_id = users.id
    WHERE subject LIKE 'bench-length-%' ORDER BY size`,
  )
  return { lists: lists.rows, lengths: lengths.rows }
}

const subjectsOf = ({ rows }) => rows.map(({ subject }) => subject)

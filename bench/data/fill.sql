-- Fills the tables: bench.users says how many users read, bench.growth how long the longest list is. The same rows
-- whenever it runs, of the year 2025.

-- A UUID version 7.
CREATE FUNCTION pg_temp.key(kind text, number bigint, made timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT (lpad(to_hex((extract(epoch FROM made) * 1000)::bigint), 12, '0')
    || '7' || left(hash, 3) || '8' || right(hash, 15))::uuid
  FROM md5(kind || number) hash
$$;

-- Who there is. Every 25th conversation has `longest` messages, the others `usual`: those who read have a thousand
-- conversations on average, of ten messages on average, and a tenth of them have more than 200 pages.
CREATE TEMP TABLE people AS
SELECT row_number() OVER () AS number, *, NULL::uuid AS key
FROM (
  SELECT 'bench-reader-' || n AS subject, CASE n % 10 WHEN 0 THEN 5500 ELSE 500 END AS conversations,
    5 AS usual, 130 AS longest
  FROM generate_series(0, current_setting('bench.users')::int - 1) n
  UNION ALL
  SELECT 'bench-writer-' || n, 20, 5, 5 FROM generate_series(0, 99) n
  UNION ALL
  SELECT 'bench-list-' || size, size, 1, 1
  FROM generate_series(2, floor(log(current_setting('bench.growth')::int))::int) n, CAST(10 ^ n AS int) size
  UNION ALL
  SELECT 'bench-length-' || size, 1, size, size
  FROM generate_series(2, floor(log(current_setting('bench.growth')::int))::int) n, CAST(10 ^ n AS int) size
) people;

UPDATE people SET key = pg_temp.key('user', number, '2025-01-01Z');

INSERT INTO users (id, subject, name, created_at) SELECT key, subject, subject, '2025-01-01Z' FROM people;

INSERT INTO spaces (id, owner_id, name, is_default, created_at, updated_at)
SELECT pg_temp.key('space', 10 * number + n, made), key, 'Space ' || n, n = 0, made, made
FROM people, generate_series(0, 9) n, LATERAL (SELECT '2025-01-01Z'::timestamptz + n * interval '1 minute' AS made) m;

-- In the order in which they would have been written: `number` counts all of them, `nth` their owner's.
CREATE TEMP TABLE planned AS
SELECT pg_temp.key('conversation', c.number, made) AS key, c.*
FROM (
  SELECT row_number() OVER (ORDER BY made, people.number) AS number, nth, made, people.key AS owner,
    pg_temp.key('space', 10 * people.number + nth / 10 % 10, '2025-01-01Z'::timestamptz + nth / 10 % 10 * interval '1 minute')
      AS space,
    CASE nth % 25 WHEN 0 THEN longest ELSE usual END AS length
  FROM people, generate_series(0, conversations - 1) nth,
    LATERAL (SELECT '2025-01-01Z'::timestamptz
      + date_trunc('milliseconds', nth * interval '300 days' / conversations) + people.number * interval '7 ms' AS made) m
) c;

INSERT INTO conversations (id, owner_id, space_id, title, title_key, state, archived_at, is_pinned, version, message_count,
  last_position, created_at, updated_at, last_message_at, sort_at)
SELECT key, owner, space, title, lower(title), CASE WHEN archived IS NULL THEN 'ACTIVE' ELSE 'ARCHIVED' END::conversation_state,
  archived, nth % 100 = 0, length + 1, length, length, made, made, newest, newest
FROM planned,
  LATERAL (SELECT made + (length - 1) * interval '1 minute' AS newest,
    CASE nth % 10 WHEN 9 THEN made + interval '300 days' END AS archived,
    CASE WHEN nth % 50 <> 7 THEN
      (ARRAY['Planning the garden', 'A letter to the landlord', 'Why the build fails', 'Words for “tired”', 'Dinner for six',
        'Reading list', 'How tides work', 'The budget of next year'])[1 + nth % 8] || ' ' || nth
    END AS title) t
ORDER BY number;

-- What is said: a question of one to three sentences, an answer of four to nine.
CREATE TEMP TABLE texts AS
WITH sentences AS (SELECT ARRAY[
  'Could you tell me how that works?', 'I have tried it twice, and it still does not do what I want.',
  'There are three ways to do it, and the first of them is the simplest.',
  'Begin with the part that you know best; the rest follows from it.',
  'That depends on what you mean by “better”: faster, or easier to change later.',
  'In the café they would say: déjà vu.', 'Please keep it short.',
  E'Here is what it looks like:\n\n```js\nconst sum = (a, b) => a + b\n```\n\n',
  'Most people take the second road, because it has fewer turns, and are there before the others.',
  E'- First, look at what is there.\n- Then change one thing.\n- Look again.\n',
  'If the result is not what you expect, undo the last step and compare the two.', 'Thank you, that helps a lot 🙂.',
  'The numbers of last year are in the file; those of this year are not complete yet.'] AS s)
SELECT n AS number, (
    SELECT string_agg(s[1 + (n * 31 + i * 7) % cardinality(s)], ' ' ORDER BY i) FROM generate_series(0, n % 3) i
  ) AS question, (
    SELECT string_agg(s[1 + (n * 17 + i * 5) % cardinality(s)], ' ' ORDER BY i) FROM generate_series(0, 3 + n % 6) i
  ) AS answer
FROM sentences, generate_series(0, 499) n;

INSERT INTO messages (id, conversation_id, position, author_id, role, content, created_at, updated_at)
SELECT pg_temp.key('message', c.number * 1000000 + position, written), c.key, position,
  CASE position % 2 WHEN 1 THEN owner END, CASE position % 2 WHEN 1 THEN 'USER' ELSE 'ASSISTANT' END::message_role,
  CASE position % 2 WHEN 1 THEN question ELSE answer END, written, written
FROM planned c, generate_series(1, length) position,
  LATERAL (SELECT made + (position - 1) * interval '1 minute' AS written) w, texts
WHERE texts.number = (c.number * 13 + position) % 500
ORDER BY c.number, position;

-- A tenth as many as messages: every 20th message has two.
INSERT INTO files (id, owner_id, conversation_id, message_id, ordinal, name, content_type, size, storage_path, is_uploaded,
  loose_since, created_at)
SELECT key, owner, conversation, message, ordinal, 'notes ' || number || '.pdf', 'application/pdf', 1000 + number % 900000,
  'bench/' || key, true, written, written
FROM (
  SELECT pg_temp.key('file', 2 * m.number + ordinal, written) AS key, m.*, ordinal
  FROM (
    SELECT c.number * 1000000 + position AS number, c.owner, c.key AS conversation, written,
      pg_temp.key('message', c.number * 1000000 + position, written) AS message
    FROM planned c, generate_series(20 - c.number::int % 20, length, 20) position,
      LATERAL (SELECT made + (position - 1) * interval '1 minute' AS written) w
  ) m, generate_series(0, 1) ordinal
) f
ORDER BY number, ordinal;

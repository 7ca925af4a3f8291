-- Adds a message as the product does, for those who leave that to a function: the message, the counters of its conversation
-- and its owner, and an event for those who watch either. No row where there is no such conversation of the viewer's.
CREATE OR REPLACE FUNCTION bench_add_message(viewer uuid, conversation uuid, role message_role, content text)
RETURNS SETOF messages ROWS 1 LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  RETURN QUERY
  WITH changed AS (
    UPDATE conversations c SET version = version + 1, message_count = message_count + 1, last_position = last_position + 1,
      last_message_at = now(), sort_at = now(), event_number = event_number + 1
    WHERE c.id = conversation AND c.owner_id = viewer AND c.state <> 'TRASHED'
    RETURNING c.*
  ), told AS (
    UPDATE users u SET event_number = u.event_number + 1 FROM changed WHERE u.id = changed.owner_id
    RETURNING u.event_number
  ), added AS (
    INSERT INTO messages (id, conversation_id, position, author_id, role, content)
    SELECT gen_random_uuid(), changed.id, changed.last_position, viewer, bench_add_message.role, bench_add_message.content
    FROM changed
    RETURNING *
  ), recorded AS (
    INSERT INTO events (stream_id, number, owner_id, type, space_id, conversation_id, message_id)
    SELECT changed.id, changed.event_number, viewer, 'MESSAGE_ADDED'::event_type, changed.space_id, changed.id, added.id
    FROM changed, added
    UNION ALL
    SELECT viewer, told.event_number, viewer, 'CONVERSATION_CHANGED', changed.space_id, changed.id, NULL
    FROM changed, told
  )
  SELECT * FROM added;
END
$$;

-- PostGraphile is not to offer it as a mutation of its own: it takes the viewer's word for who they are.
COMMENT ON FUNCTION bench_add_message IS '@behavior -*';

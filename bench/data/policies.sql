-- Row-level security: what the role bench_viewer is shown when bench.viewer names a user. Those who own the tables, as all
-- servers but one do, are not subject to it.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'bench_viewer') THEN
    CREATE ROLE bench_viewer;
    GRANT bench_viewer TO CURRENT_USER;
  END IF;
END $$;

GRANT SELECT ON spaces, conversations, messages, files TO bench_viewer;

ALTER TABLE spaces ENABLE ROW LEVEL SECURITY;
ALTER TABLE conversations ENABLE ROW LEVEL SECURITY;
ALTER TABLE messages ENABLE ROW LEVEL SECURITY;
ALTER TABLE files ENABLE ROW LEVEL SECURITY;

CREATE POLICY bench_own ON spaces TO bench_viewer USING (owner_id = current_setting('bench.viewer')::uuid);
CREATE POLICY bench_own ON conversations TO bench_viewer USING (owner_id = current_setting('bench.viewer')::uuid);
CREATE POLICY bench_own ON files TO bench_viewer USING (owner_id = current_setting('bench.viewer')::uuid);
-- A message is whose conversation it is in, which the policy above decides.
CREATE POLICY bench_own ON messages TO bench_viewer
  USING (EXISTS (SELECT FROM conversations WHERE conversations.id = messages.conversation_id));

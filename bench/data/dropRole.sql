DO $$ BEGIN
  DROP ROLE IF EXISTS bench_viewer;
EXCEPTION WHEN dependent_objects_still_exist THEN
  NULL; -- Another database of the benchmark has grants of it.
END $$;

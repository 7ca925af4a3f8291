/**
 * How PostgreSQL plans the statements of a session. Every list has an index in its order, of which a page reads the
 * front. Where statistics make a list seem short, a bitmap scan seems cheaper: it reads and sorts all of it, which for
 * the one user of 10,000 conversations among many of ten is a thousand times the work. Where they make it seem long, so
 * does a scan of the whole table by several processes. So one plan is right for all values of the parameters, and a
 * prepared statement keeps it: to plan one anew takes several times as long as to run it. Nor is any worth compiling to
 * machine code, which is done anew for each run and takes many times as long as the run itself.
 */
export const PLANNING = {
  enable_bitmapscan: 'off',
  max_parallel_workers_per_gather: '0',
  plan_cache_mode: 'force_generic_plan',
  jit: 'off',
}

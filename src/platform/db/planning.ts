/**
 * How PostgreSQL plans the statements of a session. Every list has an index in its order, of which a page reads the
 * front. Where statistics make a list seem short, a bitmap scan seems cheaper: it reads and sorts all of it, which for
 * the one user of 10,000 conversations among many of ten is a thousand times the work. So one plan is right for all
 * values of the parameters, and a prepared statement keeps it: to plan one anew takes several times as long as to run it,
 * and is what PostgreSQL would do each time, since it takes an array of one key for cheaper than one of unknown length.
 */
export const PLANNING = { enable_bitmapscan: 'off', plan_cache_mode: 'force_generic_plan' }

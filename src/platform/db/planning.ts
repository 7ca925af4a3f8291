/**
 * How PostgreSQL plans the statements of a session. Every list has an index in its order, of which a page reads the
 * front. Where statistics make a list seem short, a bitmap scan seems cheaper: it reads and sorts all of it, which for
 * the one user of 10,000 conversations among many of ten is a thousand times the work.
 */
export const PLANNING = 'enable_bitmapscan=off'

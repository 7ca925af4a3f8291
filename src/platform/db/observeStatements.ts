import type pg from 'pg'

/** Does a statement and answers as it does; told its text, which holds no values. */
export type StatementObserver = <Result>(text: string, run: () => Promise<Result>) => Promise<Result>

type Query = (query: { text: string } | string, ...rest: unknown[]) => unknown

/**
 * Has each statement of a pool pass by an observer: with the time that it waits for a connection where it is one of its
 * own, without where others go over the same one, in a transaction or behind a write.
 */
export function observeStatements(pool: pg.Pool, observe: StatementObserver): void {
  observeQueries(pool, observe)
  pool.on('connect', (client) => observeQueries(client, observe))
}

function observeQueries(source: pg.Pool | pg.PoolClient, observe: StatementObserver): void {
  const query = source.query.bind(source) as Query
  const observed: Query = (statement, ...rest) => {
    // With a callback it is the pool's own, which was seen before.
    if (rest.some((argument) => typeof argument === 'function')) return query(statement, ...rest)
    const text = typeof statement === 'string' ? statement : statement.text
    return observe(text, () => query(statement, ...rest) as Promise<unknown>)
  }
  source.query = observed as typeof source.query
}

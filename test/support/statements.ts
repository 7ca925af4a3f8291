import pg from 'pg'
import { vi } from 'vitest'

export interface Statement {
  text: string
  values: unknown[]
}

/** Looks, from time to time, for what is due and whether the schema is the right one, whatever anybody asks. */
export const isSweeping = (text: string): boolean =>
  /^\s*(UPDATE removals SET claimed_at|WITH due AS \(|SELECT to_regclass|SELECT migration_name)/.test(text)

/** The statements that `work` sends to the database, those that open and end transactions among them. */
export async function statementsOf(work: () => Promise<unknown>): Promise<Statement[]> {
  const spy = vi.spyOn(pg.Client.prototype, 'query')
  try {
    await work()
    return spy.mock.calls
      .map(([query, values]) => statementOf(query, values))
      .filter(({ text }) => !isSweeping(text))
  } finally {
    spy.mockRestore()
  }
}

function statementOf(query: unknown, values: unknown): Statement {
  const { text, values: own } = typeof query === 'string' ? { text: query } : (query as Partial<Statement>)
  return { text: text ?? '', values: (values as unknown[] | undefined) ?? own ?? [] }
}

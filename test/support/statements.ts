import pg from 'pg'
import { vi } from 'vitest'

export interface Statement {
  text: string
  values: unknown[]
}

/** The statements that go to the database while `work` runs, those that open and end transactions among them. */
export async function statementsOf(work: () => Promise<unknown>): Promise<Statement[]> {
  const spy = vi.spyOn(pg.Client.prototype, 'query')
  try {
    await work()
    return spy.mock.calls.map(([query, values]) => statementOf(query, values))
  } finally {
    spy.mockRestore()
  }
}

function statementOf(query: unknown, values: unknown): Statement {
  const { text, values: own } = typeof query === 'string' ? { text: query } : (query as Partial<Statement>)
  return { text: text ?? '', values: (values as unknown[] | undefined) ?? own ?? [] }
}

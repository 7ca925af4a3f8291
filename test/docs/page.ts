import { readFileSync } from 'node:fs'
import { expect } from 'vitest'

/** An operation on a page, with what it is sent with and what the page says that it is answered with. */
export interface Operation {
  query: string
  variables: object
  answer: unknown
}

export const pageOf = (name: string) => readFileSync(`docs/from-rest/${name}.md`, 'utf8')

const block = /```graphql\n(.+?)```(?:\s+```json variables\n(.+?)```)?(?:\s+```json answer\n(.+?)```)?/gs

export const operationsOf = (page: string): Operation[] =>
  [...page.matchAll(block)].map(([, query = '', variables = '{}', answer = 'null']) => ({
    query,
    variables: JSON.parse(variables),
    answer: JSON.parse(answer),
  }))

/** The names that begin the rows of the page's tables, by the headings they stand under. */
export function rowsOf(page: string): Record<string, string[]> {
  const rows: Record<string, string[]> = {}
  let [chapter, heading] = ['', '']
  for (const line of page.split('\n')) {
    const [, marks, title] = /^(##+) (.+)/.exec(line) ?? []
    if (title) {
      if (marks === '##') chapter = title
      heading = marks === '##' ? title : `${chapter} / ${title}`
    }
    const name = /^\| `([^`]+)`/.exec(line)?.[1]
    if (name) rows[heading] = [...(rows[heading] ?? []), name]
  }
  return rows
}

/** What a page shows, where `…` at the end of a text stands for anything that begins so. */
export function asShown(shown: unknown): unknown {
  if (typeof shown === 'string' && shown.endsWith('…'))
    return expect.stringMatching(new RegExp(`^${shown.slice(0, -1)}.`))
  if (Array.isArray(shown)) return shown.map(asShown)
  if (typeof shown !== 'object' || shown === null) return shown
  return Object.fromEntries(Object.entries(shown).map(([name, value]) => [name, asShown(value)]))
}

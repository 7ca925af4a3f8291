import { createHash } from 'node:crypto'

// A connection keeps each statement that it prepared until it closes.
const LIMIT = 500

/**
 * Names under which statements stay prepared on their connection. The statements met first get one, which
 * are the common ones; '' leaves a statement without.
 */
export function statementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>()
  return ({ sql }) => {
    let name = names.get(sql)
    if (name === undefined && names.size < LIMIT) {
      name = createHash('sha256').update(sql).digest('base64url')
      names.set(sql, name)
    }
    return name ?? ''
  }
}

import { parseId } from '../../dist/platform/ids.js'

const time = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d(:?\d\d)?)$/

/**
 * An answer as all peers must give it: keys in one order, ids as the UUIDs that they stand for, times in one way of
 * writing, and of cursors, which are opaque, only that there is one.
 */
export function normalise(value, name = '') {
  if (Array.isArray(value)) return value.map((item) => normalise(item))
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return Object.fromEntries(entries.map(([key, item]) => [key, normalise(item, key)]))
  }
  if (typeof value !== 'string') return value
  if (/cursor$/i.test(name)) return '(a cursor)'
  if (name === 'id') return parseId(value)?.key ?? value
  return time.test(value)
    ? new Date(value.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).toISOString()
    : value
}

const MAX_NAMES = 200
const MAX_LENGTH = 64

/**
 * Names that clients choose, as labels of metrics: each is a series of its own, which a server keeps until it ends. So the
 * names met first stay, and all others are one.
 */
export function boundedNames(): (name: string | undefined) => string {
  const names = new Set<string>()
  return (name) => {
    if (name === undefined) return 'unnamed'
    if (names.has(name)) return name
    if (names.size >= MAX_NAMES || name.length > MAX_LENGTH) return 'other'
    names.add(name)
    return name
  }
}

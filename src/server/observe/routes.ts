/** The kinds of paths that the server answers: few, whatever clients ask for. */
export function routeOf(path: string): string {
  if (path === '/graphql' || path === '/health/live' || path === '/health/ready') return path
  return /^\/(?:uploads|files|previews)\//.exec(path)?.[0].concat(':id') ?? 'other'
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS'])

/** A method by its name, of those that have one here. */
export const methodOf = (method = ''): string => (methods.has(method) ? method : '_OTHER')

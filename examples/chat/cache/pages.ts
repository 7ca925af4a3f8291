import type { Cache, Entity, Variables } from '@urql/exchange-graphcache'

/** One page of a connection in the cache. */
export interface Page {
  key: string
  /** What it was asked for with. */
  args: Variables
}

export const pagesOf = (cache: Cache, entity: Entity, field: string): Page[] =>
  cache.inspectFields(entity).flatMap(({ fieldName, fieldKey, arguments: args }) => {
    const key = fieldName === field && cache.resolve(entity, fieldKey)
    return typeof key === 'string' ? [{ key, args: args ?? {} }] : []
  })

/** The keys of what is on a page. */
export const keysOn = (cache: Cache, { key }: Page) => cache.resolve(key, 'nodes') as string[]

export const infoOf = (cache: Cache, { key }: Page, field: 'hasNextPage' | 'hasPreviousPage') =>
  Boolean(cache.resolve(cache.resolve(key, 'pageInfo') as string, field))

export const show = (cache: Cache, { key }: Page, keys: string[]) => cache.link(key, 'nodes', keys)

/** Takes something off the pages that it is on. */
export function takeOff(cache: Cache, pages: Page[], key: string): void {
  for (const page of pages) {
    const keys = keysOn(cache, page)
    if (keys.includes(key))
      show(
        cache,
        page,
        keys.filter((other) => other !== key),
      )
  }
}

/** Has a field, with whatever arguments it was read, read again where it is shown. */
export function forget(cache: Cache, entity: Entity, field: string): void {
  for (const { fieldName, arguments: args } of cache.inspectFields(entity))
    if (fieldName === field) cache.invalidate(entity, field, args)
}

import { newId } from './ids.ts'

/** Conversations that began here: the server need not be asked whether they are there. */
const begun = new Set<string>()

/** The open conversation is in the address: `#/conv_…`. */
export const route = {
  subscribe(listener: () => void) {
    addEventListener('hashchange', listener)
    return () => removeEventListener('hashchange', listener)
  },
  conversationId: () => location.hash.slice(2) || null,
  close() {
    location.hash = '/'
  },
  begin() {
    const id = newId('conv')
    begun.add(id)
    location.hash = `/${id}`
  },
  isBegun: (id: string) => begun.has(id),
}

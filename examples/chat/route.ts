/** The open conversation is in the address: `#/conv_…`. */
export const route = {
  subscribe(listener: () => void) {
    addEventListener('hashchange', listener)
    return () => removeEventListener('hashchange', listener)
  },
  conversationId: () => location.hash.slice(2) || null,
  open(id: string | null) {
    location.hash = `/${id ?? ''}`
  },
}

/** How many times as long as its step a URL is valid at first. */
const STEPS = 3

/**
 * When a URL that is made now expires: after at least two thirds of the lifetime, in steps, so that it is the same for a
 * third of it and caches hold.
 */
export function urlExpiry(lifetime: number, now = Date.now()): Date {
  const step = Math.max(1_000, Math.floor(lifetime / STEPS / 1_000) * 1_000)
  return new Date(Math.floor(now / step) * step + lifetime)
}

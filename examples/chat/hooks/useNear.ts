import { type RefObject, useEffect, useRef } from 'react'

/** Calls back whenever a mark is near what is seen: the end of a list whose next page is wanted. */
export function useNear(mark: RefObject<Element | null>, isWanted: boolean, load: () => void): void {
  const latest = useRef(load)
  latest.current = load
  useEffect(() => {
    if (!mark.current || !isWanted) return
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && latest.current(), {
      root: mark.current.closest('[data-scrolls]'),
      rootMargin: '600px',
    })
    observer.observe(mark.current)
    return () => observer.disconnect()
  })
}

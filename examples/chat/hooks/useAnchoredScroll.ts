import { useEffect, useLayoutEffect, useRef, useState } from 'react'

/** How near to the end counts as being there. */
const SLACK = 48

/** A message, and where it was seen. */
interface Anchor {
  element: Element
  top: number
  scrollTop: number
}

/**
 * Keeps what is read where it is. At the end it stays at the end; elsewhere the first message that is seen stays in its
 * place, whatever is put in above or below.
 */
export function useAnchoredScroll<Scroller extends HTMLElement>() {
  const scroller = useRef<Scroller>(null)
  const content = useRef<HTMLOListElement>(null)
  const anchor = useRef<Anchor | 'end'>('end')
  const settledAt = useRef(0)
  const [isAtEnd, setIsAtEnd] = useState(true)

  const settle = () => {
    const box = scroller.current
    if (!box) return
    // Who scrolled away, of which no event has told yet, is not held back.
    if (anchor.current === 'end' && box.scrollTop < settledAt.current) drop()
    if (anchor.current === 'end') {
      box.scrollTop = box.scrollHeight
    } else if (anchor.current.element.isConnected) {
      const { element, top, scrollTop } = anchor.current
      // It may have been scrolled since, without an event yet.
      const expected = top - (box.scrollTop - scrollTop)
      box.scrollTop += element.getBoundingClientRect().top - expected
      drop()
    }
    settledAt.current = box.scrollTop
  }

  const drop = () => {
    const box = scroller.current
    const items = content.current?.children
    if (!box || !items) return
    const { top } = box.getBoundingClientRect()
    const first = [...items].find((item) => item.getBoundingClientRect().bottom > top)
    const isNearEnd = box.scrollHeight - box.scrollTop - box.clientHeight < SLACK
    anchor.current =
      isNearEnd || !first
        ? 'end'
        : { element: first, top: first.getBoundingClientRect().top, scrollTop: box.scrollTop }
    setIsAtEnd(anchor.current === 'end')
  }

  useLayoutEffect(settle)

  useEffect(() => {
    // Pictures and fonts come later than the text around them.
    const observer = new ResizeObserver(settle)
    for (const element of [scroller.current, content.current]) if (element) observer.observe(element)
    return () => observer.disconnect()
  })

  return {
    scroller,
    content,
    isAtEnd,
    onScroll: drop,
    scrollToEnd() {
      anchor.current = 'end'
      settle()
    },
  }
}

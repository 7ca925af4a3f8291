import { useEffect } from 'react'

export function Toast({ text, onDone }: { text: string; onDone: () => void }) {
  useEffect(() => {
    const timer = setTimeout(onDone, 6_000)
    return () => clearTimeout(timer)
  }, [onDone])
  return <p className="notice">{text}</p>
}

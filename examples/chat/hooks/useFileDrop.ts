import { type DragEvent, useRef, useState } from 'react'

/** What takes files that are dropped on an element, and whether some are held over it. */
export function useFileDrop(onFiles: (files: FileList) => void) {
  const [isOver, setIsOver] = useState(false)
  // Entering a child comes before leaving its parent.
  const depth = useRef(0)

  function enter(event: DragEvent, step: number) {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    depth.current += step
    setIsOver(depth.current > 0)
  }

  return {
    isOver,
    dropTarget: {
      onDragEnter: (event: DragEvent) => enter(event, 1),
      onDragOver: (event: DragEvent) => enter(event, 0),
      onDragLeave: (event: DragEvent) => enter(event, -1),
      onDrop(event: DragEvent) {
        event.preventDefault()
        depth.current = 0
        setIsOver(false)
        onFiles(event.dataTransfer.files)
      },
    },
  }
}

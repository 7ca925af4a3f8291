import { type ReactNode, useEffect, useId, useRef } from 'react'

interface Props {
  title: string
  children: ReactNode
  /** What its main button says. */
  action: string
  isDangerous?: boolean
  onSubmit: (form: FormData) => void
  onClose: () => void
}

/** Asks for something before it is done. Escape and Cancel close it. */
export function Dialog({ title, children, action, isDangerous, onSubmit, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={titleId}
      // The event comes later than the closing. In development, when React runs effects twice, it is open again by then.
      onClose={() => dialog.current?.open || onClose()}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit(new FormData(event.currentTarget))
          dialog.current?.close()
        }}
      >
        <h2 id={titleId}>{title}</h2>
        {children}
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button type="submit" className={`button ${isDangerous ? 'danger' : 'primary'}`}>
            {action}
          </button>
        </div>
      </form>
    </dialog>
  )
}

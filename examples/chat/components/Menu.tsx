import { type KeyboardEvent, useEffect, useRef } from 'react'
import { Icon, type IconName } from './Icon.tsx'

interface Item {
  icon: IconName
  label: string
  act: () => void
  isDangerous?: boolean
}

interface Props {
  label: string
  /** The button that it belongs to. */
  anchor: HTMLElement
  items: Item[]
  onClose: () => void
}

export function Menu({ label, anchor, items, onClose }: Props) {
  const menu = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const element = menu.current
    if (!element) return
    element.showPopover()
    const { right, bottom, top } = anchor.getBoundingClientRect()
    const { offsetWidth: width, offsetHeight: height } = element
    element.style.left = `${Math.max(8, right - width)}px`
    element.style.top = `${bottom + 4 + height < innerHeight ? bottom + 4 : Math.max(8, top - 4 - height)}px`
    element.querySelector('button')?.focus()
  }, [anchor])

  function onKeyDown(event: KeyboardEvent) {
    const buttons = [...(menu.current?.querySelectorAll('button') ?? [])]
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key]
    if (next === undefined) return
    event.preventDefault()
    buttons.at(next % buttons.length)?.focus()
  }

  return (
    <div
      ref={menu}
      className="menu"
      popover="auto"
      role="menu"
      tabIndex={-1}
      aria-label={label}
      onKeyDown={onKeyDown}
      onToggle={({ newState }) => {
        if (newState === 'closed') onClose()
      }}
    >
      {items.map(({ icon, label, act, isDangerous }) => (
        <button
          key={label}
          type="button"
          role="menuitem"
          className={isDangerous ? 'menu-item danger' : 'menu-item'}
          onClick={() => {
            anchor.focus()
            onClose()
            act()
          }}
        >
          <Icon name={icon} />
          {label}
        </button>
      ))}
    </div>
  )
}

const paths = {
  add: 'M12 5v14M5 12h14',
  archive: 'M4 5h16v4H4zM6 9v10h12V9M10 13h4',
  attach:
    'M20 11.5 12.2 19a4.6 4.6 0 0 1-6.5-6.5l8-7.7a3.1 3.1 0 0 1 4.3 4.4l-8 7.6a1.5 1.5 0 0 1-2.2-2.1l7.3-7',
  back: 'M14.5 5.5 8 12l6.5 6.5',
  chat: 'M5 6h14v10h-8l-4 3.6V16H5z',
  close: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  delete: 'M5 7h14M10 7V4.5h4V7M7 7l1 12.5h8L17 7M10.3 10.5v5.5M13.7 10.5v5.5',
  down: 'M12 5v14M6 13l6 6 6-6',
  file: 'M7 4h7l4 4v12H7zM14 4v4h4',
  folder: 'M4 6.5h6l2 2.5h8v9.5H4z',
  more: 'M5.5 12a.5.5 0 1 0 1 0a.5.5 0 1 0-1 0M11.5 12a.5.5 0 1 0 1 0a.5.5 0 1 0-1 0M17.5 12a.5.5 0 1 0 1 0a.5.5 0 1 0-1 0',
  pin: 'M9 4h6l-.7 6 3.2 3.5h-11L9.7 10zM12 13.5V20',
  rename: 'M5 19l.9-4L16 4.9l3.1 3.1L9 18zM13.8 7l3.1 3.1',
  send: 'M12 19V6M6 11.5 12 5.5l6 6',
  stop: 'M7.5 7.5h9v9h-9z',
} as const

export type IconName = keyof typeof paths

/** Says nothing to screen readers: what it stands in has the words. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  )
}

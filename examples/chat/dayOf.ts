const month = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric' })

const DAY_MS = 86_400_000

/** The heading under which something of that time stands. */
export function dayOf(time: Date, now = new Date()): string {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime()
  const daysAgo = Math.ceil((midnight - time.getTime()) / DAY_MS)
  if (daysAgo <= 0) return 'Today'
  if (daysAgo === 1) return 'Yesterday'
  if (daysAgo <= 7) return 'Last 7 days'
  return month.format(time)
}

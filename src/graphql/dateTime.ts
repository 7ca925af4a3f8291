const rfc3339 = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}:\d{2})(?:\.(\d+))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/

const inUtc = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?\+00:00$/

/** RFC 3339 in UTC with milliseconds, from what PostgreSQL writes in JSON; null where it is not that. */
export function writeDateTime(text: string): string | null {
  // It wrote it, so it is a moment.
  if (inUtc.test(text)) return `${text.slice(0, 19)}.${text.slice(20, -6).padEnd(3, '0')}Z`
  return parseDateTime(text)
}

/** RFC 3339 in UTC with milliseconds, from RFC 3339 or what PostgreSQL writes in JSON; null where it is neither. */
export function parseDateTime(text: string): string | null {
  const match = rfc3339.exec(text)
  if (!match) return null
  const [, day, time, fraction = '', sign, hours, minutes] = match
  const milliseconds = fraction.slice(0, 3).padEnd(3, '0')
  const local = `${day}T${time}.${milliseconds}Z`
  const moment = new Date(local)
  // 30 February and 24:00 are moments to Date, only others than those written.
  if (Number.isNaN(moment.getTime()) || moment.toISOString() !== local) return null
  const offset = sign ? (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60_000 : 60_000) : 0
  if (Math.abs(offset) >= 24 * 3_600_000 || Number(minutes ?? 0) > 59) return null
  const utc = offset ? new Date(moment.getTime() - offset).toISOString() : local
  return utc >= '0001' && utc.length === 24 ? utc : null
}

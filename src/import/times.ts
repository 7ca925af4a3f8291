import { z } from 'zod'
import { parseDateTime } from '../graphql/dateTime.ts'
import { pastTime } from '../platform/validation.ts'

const time = z
  .unknown()
  .transform((value, context) => {
    const moment = typeof value === 'string' ? parseDateTime(value) : null
    if (moment === null) context.addIssue('Must be a time in RFC 3339.')
    return moment ?? z.NEVER
  })
  .pipe(pastTime)
  .nullish()

/** Times that no input of the API has: they are not a client's to say, but an import keeps them. */
export const spaceTimes = z.object({ createdAt: time, updatedAt: time })
export const conversationTimes = z.object({ updatedAt: time, archivedAt: time, trashedAt: time })
export const messageTimes = z.object({ editedAt: time, updatedAt: time })
export const fileTimes = z.object({ createdAt: time })

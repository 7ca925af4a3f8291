import ms, { type StringValue } from 'ms'
import { z } from 'zod'

/** A length of time as an operator writes it, such as `30d`, `12h` or `90s`, in milliseconds. */
export const duration = z
  .string()
  .regex(/^\d{1,6}(s|m|h|d)$/, 'must be a duration such as 90s, 15m, 12h or 30d')
  .transform((text) => ms(text as StringValue))

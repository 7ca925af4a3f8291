import { z } from 'zod'

/** Sites as browsers name them, such as `https://app.example`, with commas between them. */
export const origins = z
  .string()
  .transform((text) => text.split(',').map((origin) => origin.trim()))
  .refine((list) => list.every(isOrigin), 'must be origins such as https://app.example, separated by commas')

/** Exactly as a browser would send it: without a path, without the port that the scheme implies, in lower case. */
const isOrigin = (text: string): boolean =>
  /^https?:[^*]*$/.test(text) && URL.canParse(text) && new URL(text).origin === text

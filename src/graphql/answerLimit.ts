import { GraphQLError } from 'graphql'

const MAX_MEBIBYTES = 64

/** The most that an answer may hold, in bytes, a character counted as one: text of half a gigabyte ends the process. */
export const MAX_ANSWER = MAX_MEBIBYTES * 1024 * 1024

/** QUERY_TOO_COMPLEX: what is selected has too many bytes. */
export class TooLarge extends GraphQLError {
  constructor() {
    super(`More than ${MAX_MEBIBYTES} MiB are selected. Ask for fewer at a time.`, {
      extensions: { code: 'QUERY_TOO_COMPLEX' },
    })
  }
}

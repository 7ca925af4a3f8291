import { GraphQLError } from 'graphql'
import type { GraphQLParams } from 'graphql-yoga'

/** GraphQL multipart requests, by their specification: operations, a map of where its files belong, and the files. */

export const isMultipart = (contentType: string | null | undefined): boolean =>
  /^multipart\/form-data\s*(;|$)/i.test(contentType ?? '')

/** The operation of such a request, with its files in their places. BAD_REQUEST where it is not as specified. */
export async function readMultipart(request: Request): Promise<GraphQLParams> {
  const form = await formOf(request).catch((error: Error) => {
    throw malformed(
      `The body is not multipart/form-data with at most ${MAX_FILES} files, and "operations" and "map" of at most ${MAX_FIELD / 1024} KiB: ${error.message}`,
    )
  })
  const [first, second] = form.keys()
  if (first !== 'operations' || second !== 'map')
    throw malformed('The first field must be "operations" and the second "map".')
  const operations = jsonOf(form, 'operations')
  const map = jsonOf(form, 'map')
  if (!isObject(operations)) throw malformed('"operations" must be one operation: a JSON object.')
  if (!isObject(map)) throw malformed('"map" must be a JSON object.')
  for (const [name, paths] of Object.entries(map)) {
    const file = form.get(name)
    if (file === null || typeof file === 'string') throw malformed(`"map" names ${name}, which is no file.`)
    if (!Array.isArray(paths)) throw malformed(`"map" must have a list of places for ${name}.`)
    // A function, which is no JSON: no scalar but Upload takes it, and nothing looks into it.
    for (const path of paths) put(operations, path, () => file)
  }
  return operations
}

const MAX_FILES = 100
const MAX_FIELD = 1024 * 1024

/** With limits, which the parser of the fetch API has and its types do not. */
const formOf = (request: Request): Promise<FormData> =>
  (request.formData as (options: object) => Promise<FormData>).call(request, {
    formDataLimits: { files: MAX_FILES, fields: 2, parts: MAX_FILES + 2, fieldSize: MAX_FIELD },
  })

function jsonOf(form: FormData, name: string): unknown {
  const text = form.get(name)
  try {
    return JSON.parse(text as string)
  } catch {
    throw malformed(`"${name}" must be JSON.`)
  }
}

/** Puts a file where the operation has null for it. */
function put(operations: Record<string, unknown>, path: unknown, file: () => File) {
  if (typeof path !== 'string') throw malformed('"map" must have lists of names of places.')
  const keys = path.split('.')
  const last = keys.pop() as string
  let place: unknown = keys[0] === 'variables' ? operations : null
  for (const key of keys) place = isContainer(place) && Object.hasOwn(place, key) ? place[key] : null
  if (!isContainer(place) || !Object.hasOwn(place, last) || place[last] !== null)
    throw malformed(`"map" names ${path}, where "operations" must have null.`)
  place[last] = file
}

const isContainer = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const isObject = (value: unknown): value is Record<string, unknown> =>
  isContainer(value) && !Array.isArray(value)

const malformed = (message: string) =>
  new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } })

import { type DocumentNode, GraphQLError, type ParseOptions, parse, type Source } from 'graphql'
import { type Measure, measureOf } from './measure.ts'
import { tooComplex } from './tooComplex.ts'

const MAX_LENGTH = 256 * 1024
const MAX_TOKENS = 10_000

/** The most of each that a document may have, its operations together and each of its fragments. */
const most: Record<keyof Measure, number> = {
  fields: 2_000,
  depth: 20,
  width: 50,
  aliases: 100,
  directives: 50,
}

const words: Record<keyof Measure, string> = {
  fields: 'fields',
  depth: 'levels',
  width: 'fields at its root',
  aliases: 'aliases',
  directives: 'directives',
}

/** graphql's parser, which gives up a document that is too long. */
export function parseWithin(source: string | Source, options?: ParseOptions): DocumentNode {
  const { length } = typeof source === 'string' ? source : source.body
  if (length > MAX_LENGTH)
    throw tooComplex(
      `A document may have ${format(MAX_LENGTH)} characters at most: give long values as variables.`,
    )
  try {
    return parse(source, { ...options, maxTokens: MAX_TOKENS })
  } catch (error) {
    if (error instanceof GraphQLError && error.message.startsWith('Syntax Error: Document contains more th'))
      throw tooComplex(`A document may have ${format(MAX_TOKENS)} tokens at most.`)
    throw error
  }
}

const flaws = new WeakMap<DocumentNode, GraphQLError | null>()

/** What is too large in a document, before anything is done that takes longer the larger it is. */
export function flawOfDocument(document: DocumentNode): GraphQLError | null {
  const known = flaws.get(document)
  if (known !== undefined) return known
  const flaw = findFlaw(document)
  flaws.set(document, flaw)
  return flaw
}

function findFlaw({ definitions }: DocumentNode): GraphQLError | null {
  const measure = measureOf(definitions)
  if (measure instanceof GraphQLError) return measure
  for (const name of Object.keys(most) as (keyof Measure)[])
    if (measure[name] > most[name])
      return tooComplex(
        `An operation may have ${format(most[name])} ${words[name]} at most, fragments written out; it has ${format(measure[name])}.`,
      )
  return null
}

const format = (count: number) => count.toLocaleString('en')

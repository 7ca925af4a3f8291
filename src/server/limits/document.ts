import { type DocumentNode, GraphQLError, parse } from 'graphql'
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

/** Parses a document; fails where it is too large, before anything is done that takes longer the larger it is. */
export function parseWithin(text: string): DocumentNode {
  if (text.length > MAX_LENGTH)
    throw tooComplex(
      `A document may have ${format(MAX_LENGTH)} characters at most: give long values as variables.`,
    )
  const document = parseTokens(text)
  const measure = measureOf(document.definitions)
  if (measure instanceof GraphQLError) throw measure
  for (const name of Object.keys(most) as (keyof Measure)[])
    if (measure[name] > most[name])
      throw tooComplex(
        `An operation may have ${format(most[name])} ${words[name]} at most, fragments written out; it has ${format(measure[name])}.`,
      )
  return document
}

function parseTokens(text: string): DocumentNode {
  try {
    return parse(text, { maxTokens: MAX_TOKENS })
  } catch (error) {
    if (error instanceof GraphQLError && error.message.startsWith('Syntax Error: Document contains more th'))
      throw tooComplex(`A document may have ${format(MAX_TOKENS)} tokens at most.`)
    throw error
  }
}

const format = (count: number) => count.toLocaleString('en')

import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  NoSchemaIntrospectionCustomRule,
  specifiedRules,
  validate,
} from 'graphql'
import { LRUCache } from 'lru-cache'
import { parseWithin } from './limits/document.ts'
import { tooComplex } from './limits/tooComplex.ts'
import { unconditionalSubscriptions } from './unconditionalSubscriptions.ts'

/** In characters: a parsed document takes some hundred times the memory of its text. */
const MAX_TEXT = 1024 * 1024
const MAX_DOCUMENTS = 1_000

/** A document that may run, or what is wrong with it. */
type Found = DocumentNode | GraphQLError[]

/**
 * Parses and validates documents, and remembers those of late, valid or not. Without introspection neither the schema is
 * told, nor names of it to whoever guesses at others.
 */
export function documentReader(schema: GraphQLSchema, introspection: boolean): (text: string) => Found {
  const known = new LRUCache<string, Found>({
    max: MAX_DOCUMENTS,
    maxSize: MAX_TEXT,
    sizeCalculation: (_found, text) => text.length + 1,
  })
  const rules = [
    ...specifiedRules,
    unconditionalSubscriptions,
    ...(introspection ? [] : [NoSchemaIntrospectionCustomRule]),
  ]

  function read(text: string): Found {
    const document = parsed(text)
    if (document instanceof GraphQLError) return [coded(document, 'GRAPHQL_PARSE_FAILED')]
    const errors = validate(schema, document, rules, { hideSuggestions: !introspection })
    return errors.length ? errors.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED')) : document
  }

  return (text) => {
    const remembered = known.get(text)
    if (remembered) return remembered
    const found = read(text)
    known.set(text, found)
    return found
  }
}

function parsed(text: string): DocumentNode | GraphQLError {
  try {
    return parseWithin(text)
  } catch (error) {
    if (error instanceof GraphQLError) return error
    throw error
  }
}

function coded(error: GraphQLError, code: string): GraphQLError {
  // graphql-js says no more of it.
  if (error.message === 'Validation aborted.')
    return tooComplex('The operation has too many fields of the same name in one place.')
  error.extensions.code ??= code
  // 200 to a client that knows no media type of GraphQL's own.
  error.extensions.http ??= { spec: true, status: 400 }
  return error
}

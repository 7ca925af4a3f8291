import {
  defaultTypeResolver,
  type GraphQLAbstractType,
  GraphQLError,
  type GraphQLLeafType,
  type GraphQLList,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  locatedError,
  responsePathAsArray,
} from 'graphql'
import { Bare } from '../../platform/bare.ts'
import { failAfter, isPromise } from './promises.ts'
import { Info, type Path, pathOf, type Run } from './run.ts'
import type { SelectedField, Selection } from './selection.ts'
import { fillIn, Written, WrittenObject } from './written.ts'

/** Makes of what a resolver gave what is answered, or a promise of it. */
export type Complete = (run: Run, field: SelectedField, path: Path | undefined, value: unknown) => unknown

/** What is selected of an object, or a promise of it where a field's value is one. */
export function readObject(run: Run, selection: Selection, source: unknown, path: Path | undefined): unknown {
  const object = new Bare()
  let pending: Promise<unknown>[] | undefined
  try {
    for (const field of selection) {
      const value = readField(run, field, source, path)
      object[field.name] = value
      if (isPromise(value)) {
        pending ??= []
        pending.push(
          value.then((settled) => {
            object[field.name] = settled
          }),
        )
      }
    }
  } catch (error) {
    if (!pending) throw error
    return failAfter(pending, error)
  }
  if (!pending) return object
  const [first, ...others] = pending
  return (others.length ? Promise.all(pending) : (first as Promise<unknown>)).then(() => object)
}

/** The value of a field, or a promise of it. */
export function readField(
  run: Run,
  field: SelectedField,
  source: unknown,
  parent: Path | undefined,
): unknown {
  // A leaf has nothing below it: its path is made only where it fails.
  const path = field.isLeaf ? undefined : placeOf(field, parent)
  const fail = (error: unknown) => failed(run, field, path ?? placeOf(field, parent), field.isNonNull, error)
  let value: unknown
  try {
    value =
      source instanceof WrittenObject ? source.read(run, field, parent) : resolve(run, field, source, parent)
  } catch (error) {
    return fail(error)
  }
  return completed(value, (settled) => field.complete(run, field, path, settled), fail)
}

/** A value, or what one is promised to be, completed; else what `fail` makes of the error. */
function completed(
  value: unknown,
  complete: (value: unknown) => unknown,
  fail: (error: unknown) => unknown,
): unknown {
  const attempt = (settled: unknown) => {
    try {
      const whole = complete(settled)
      return isPromise(whole) ? whole.catch(fail) : whole
    } catch (error) {
      return fail(error)
    }
  }
  return isPromise(value) ? value.then(attempt, fail) : attempt(value)
}

/** What a field's resolver gives, or the property of that name. */
export function resolve(run: Run, field: SelectedField, source: unknown, parent: Path | undefined): unknown {
  const { name, resolve } = field.definition
  return resolve
    ? resolve(source, field.argumentsOf(run), run.context, new Info(run, field, parent))
    : (source as Record<string, unknown> | undefined)?.[name]
}

const placeOf = (field: SelectedField, parent: Path | undefined): Path =>
  pathOf(parent, field.name, field.parentType.name)

/** An error stands for the value where that may be null, else for whatever it is part of. */
function failed(run: Run, field: SelectedField, path: Path, isNonNull: boolean, cause: unknown): null {
  if (run.errors.isFull && !isNonNull) return null
  const error = locatedError(cause, field.nodes, responsePathAsArray(path))
  if (isNonNull) throw error
  run.errors.add(error, path)
  return null
}

const completers = new WeakMap<GraphQLOutputType, Complete>()

/** How values of a type are completed. */
export function completerOf(type: GraphQLOutputType): Complete {
  const known = completers.get(type)
  if (known) return known
  const completer = isNonNullType(type) ? nonNull(completerOf(type.ofType)) : nullable(ofNullable(type))
  completers.set(type, completer)
  return completer
}

function ofNullable(type: GraphQLOutputType): Complete {
  if (isListType(type)) return list(type)
  if (isLeafType(type)) return leaf(type)
  if (isAbstractType(type)) return abstract(type)
  return (run, field, path, value) =>
    value instanceof Written
      ? fillIn(run, field, path, value)
      : readObject(run, field.below(type as GraphQLObjectType), value, path)
}

const nullable =
  (complete: Complete): Complete =>
  (run, field, path, value) => {
    if (value === null || value === undefined) return null
    if (value instanceof Error) throw value
    return complete(run, field, path, value)
  }

/** (What is promised is never null: what would make it so rejects the promise.) */
const nonNull =
  (complete: Complete): Complete =>
  (run, field, path, value) => {
    const completed = complete(run, field, path, value)
    if (completed !== null) return completed
    throw new Error(
      `Cannot return null for non-nullable field ${field.parentType.name}.${field.definition.name}.`,
    )
  }

const leaf =
  (type: GraphQLLeafType): Complete =>
  (_run, _field, _path, value) => {
    const written = type.serialize(value)
    if (written === null || written === undefined) throw new Error(`${type.name} has no such value.`)
    return written
  }

const abstract =
  (type: GraphQLAbstractType): Complete =>
  (run, field, path, value) => {
    if (value instanceof Written) return fillIn(run, field, path, value)
    const resolveType = type.resolveType ?? defaultTypeResolver
    const name = resolveType(value, run.context, new Info(run, field, path?.prev), type)
    const actual = typeof name === 'string' ? run.schema.getType(name) : undefined
    if (!isObjectType(actual) || !run.schema.isSubType(type, actual))
      throw new Error(`${type.name} has no type ${String(name)}.`)
    return readObject(run, field.below(actual), value, path)
  }

function list({ ofType }: GraphQLList<GraphQLOutputType>): Complete {
  const complete = completerOf(ofType)
  const isNonNull = isNonNullType(ofType)
  return (run, field, path, values) => {
    if (!Array.isArray(values))
      throw new GraphQLError(`${field.parentType.name}.${field.definition.name} is no list.`)
    run.items.add(values.length)
    const items: unknown[] = []
    let isAllThere = true
    try {
      for (const [index, value] of values.entries()) {
        // There is nothing more to tell, and lists within lists may go on for long.
        if (run.errors.isFull) throw new GraphQLError('The answer has too many errors.')
        const place = pathOf(path, index, undefined)
        const item = completed(
          value,
          (settled) => complete(run, field, place, settled),
          (error) => failed(run, field, place, isNonNull, error),
        )
        isAllThere &&= !isPromise(item)
        items.push(item)
      }
    } catch (error) {
      const underWay = [...items, ...values].filter(isPromise)
      if (underWay.length === 0) throw error
      return failAfter(underWay, error)
    }
    return isAllThere ? items : Promise.all(items)
  }
}

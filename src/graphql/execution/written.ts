import { randomUUID } from 'node:crypto'
import { MAX_ANSWER, TooLarge } from '../answerLimit.ts'
import { JsonText, writeJson } from './json.ts'
import { isPromise } from './promises.ts'
import { NoErrors, type Path, type Run } from './run.ts'
import type { SelectedField } from './selection.ts'
import { readObject, resolve } from './values.ts'

/**
 * An object as a statement wrote it: the JSON of the answer, but for blanks, which are for us to fill in. What says of a
 * blank stands between two control characters, which JSON has none of:
 */
export const [BLANK, END] = ['\u0001', '\u0002']

/** First comes the blank's number, as a character. */
export const numberedBlank = (number: number): string => BLANK + String.fromCharCode(FIRST + number)
const FIRST = 32

/** What is written in a blank: text that is made of what is said there; a field, of an object that is; or an error. */
export type Blank =
  | { write: (said: string) => string }
  | {
      field: SelectedField
      /** The blank before it, of this number, at which the same was said, which is not said again. */
      as?: number
      error?: undefined
    }
  | { error: Error }

export class Written {
  readonly typeName: string
  readonly text: string
  readonly blanks: readonly Blank[]

  constructor(typeName: string, text: string, blanks: readonly Blank[]) {
    this.typeName = typeName
    this.text = text
    this.blanks = blanks
  }
}

/** What is answered of it, or a promise of that. */
export function fillIn(run: Run, field: SelectedField, path: Path | undefined, written: Written): unknown {
  // What fails is null, and so may be what it is part of: that is told of objects, not of text.
  const trial: Run = { ...run, errors: new NoErrors() }
  const asObjects = (error: unknown) => {
    // Part of a trial that has failed.
    if (run.errors instanceof NoErrors) throw error
    const type = run.schema.getType(written.typeName) as SelectedField['parentType']
    return readObject(run, field.below(type), objectOf(written), path)
  }
  const done: (string | Promise<string>)[] = []
  let text = ''
  try {
    const end = eachBlank(written, (before, blank, said) => {
      const filled = fill(trial, blank, said)
      if (typeof filled === 'string') text += before + counted(run, filled)
      else {
        done.push(
          text,
          before,
          filled.then((later) => counted(run, later)),
        )
        text = ''
      }
    })
    text += end
  } catch (error) {
    return done.length ? Promise.allSettled(done).then(() => asObjects(error)) : asObjects(error)
  }
  return done.length
    ? Promise.all(done).then((all) => new JsonText(all.join('') + text), asObjects)
    : new JsonText(text)
}

/** Aliases make text of many times what was read: it is given up for objects, which share what they hold. */
function counted({ filled }: Run, text: string): string {
  filled.length += text.length
  if (filled.length > MAX_ANSWER) throw new TooLarge()
  return text
}

/** What is said in a blank, and in those after it that say the same. */
class Said {
  readonly text: string
  #object: unknown

  constructor(text: string) {
    this.text = text
  }

  get object(): unknown {
    this.#object ??= JSON.parse(this.text)
    return this.#object
  }
}

/** Tells of each blank, with the text before it and what is said there. Answers with the text after the last. */
function eachBlank(
  { text, blanks }: Written,
  tell: (before: string, blank: Blank, said: Said) => void,
): string {
  const heard: Said[] = []
  let from = 0
  // To split the text takes four times as long where not all of it is Latin.
  for (let at = text.indexOf(BLANK); at !== -1; at = text.indexOf(BLANK, from)) {
    const end = text.indexOf(END, at)
    const number = text.charCodeAt(at + 1) - FIRST
    const blank = blanks[number] as Blank
    const as = 'as' in blank ? blank.as : undefined
    const said = (as === undefined ? null : heard[as]) ?? new Said(text.slice(at + 2, end))
    heard[number] = said
    tell(text.slice(from, at), blank, said)
    from = end + 1
  }
  return text.slice(from)
}

function fill(run: Run, blank: Blank, said: Said): string | Promise<string> {
  if ('write' in blank) return blank.write(said.text)
  if (blank.error) throw blank.error
  const { field } = blank
  const value = resolve(run, field, said.object, undefined)
  const completed = isPromise(value)
    ? value.then((settled) => field.complete(run, field, undefined, settled))
    : field.complete(run, field, undefined, value)
  return isPromise(completed) ? completed.then(writeJson) : writeJson(completed)
}

/** What is left open of an object. */
interface Open {
  blank: Exclude<Blank, { write: unknown }>
  said: Said
}

/** The same as an object, whose fields are there by their names in the answer. */
export class WrittenObject {
  readonly #values: Record<string, unknown>
  readonly #open: ReadonlyMap<unknown, Open>

  constructor(values: Record<string, unknown>, open: ReadonlyMap<unknown, Open>) {
    this.#values = values
    this.#open = open
  }

  /** What a resolver would give for the field. */
  read(run: Run, field: SelectedField, parent: Path | undefined): unknown {
    const value = this.#values[field.name]
    const open = this.#open.get(value)
    if (!open) return field.isLeaf ? value : this.#below(value)
    if (open.blank.error) throw open.blank.error
    return resolve(run, open.blank.field, open.said.object, parent)
  }

  #below(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#below(item))
    return value && new WrittenObject(value as Record<string, unknown>, this.#open)
  }
}

function objectOf(written: Written): WrittenObject {
  const open = new Map<string, Open>()
  // No value that a client stored is any of these.
  const secret = randomUUID()
  let text = ''
  const end = eachBlank(written, (before, blank, said) => {
    const name = `${secret} ${open.size}`
    if ('write' in blank) text += before + blank.write(said.text)
    else {
      open.set(name, { blank, said })
      text += before + JSON.stringify(name)
    }
  })
  return new WrittenObject(JSON.parse(text + end), open)
}

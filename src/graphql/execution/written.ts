import { randomUUID } from 'node:crypto'
import { JsonText, writeJson } from './json.ts'
import { FieldErrors, Info, type Path, type Run } from './run.ts'
import type { SelectedField } from './selection.ts'
import { isPromise, readObject } from './values.ts'

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
  | { field: SelectedField; error?: undefined }
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
  const trial: Run = { ...run, errors: new FieldErrors() }
  const asObjects = () => {
    const type = run.schema.getType(written.typeName) as SelectedField['parentType']
    return readObject(run, field.below(type), objectOf(written), path)
  }
  const done: (string | Promise<string>)[] = []
  const [start = '', ...rest] = written.text.split(BLANK)
  let text = start
  try {
    for (const piece of rest) {
      const end = piece.indexOf(END)
      const filled = fill(trial, blankAt(written, piece), piece.slice(1, end))
      if (typeof filled === 'string') text += filled
      else {
        done.push(text, filled)
        text = ''
      }
      text += piece.slice(end + 1)
    }
  } catch {
    return done.length ? Promise.allSettled(done).then(asObjects) : asObjects()
  }
  const finish = (before: string) => (trial.errors.list.length ? asObjects() : new JsonText(before + text))
  return done.length ? Promise.all(done).then((all) => finish(all.join('')), asObjects) : finish('')
}

const blankAt = ({ blanks }: Written, piece: string): Blank => blanks[piece.charCodeAt(0) - FIRST] as Blank

function fill(run: Run, blank: Blank, said: string): string | Promise<string> {
  if ('write' in blank) return blank.write(said)
  if (blank.error) throw blank.error
  const { field } = blank
  const value = resolve(run, field, JSON.parse(said), undefined)
  const completed = isPromise(value)
    ? value.then((settled) => field.complete(run, field, undefined, settled))
    : field.complete(run, field, undefined, value)
  return isPromise(completed) ? completed.then(writeJson) : writeJson(completed)
}

const resolve = (run: Run, field: SelectedField, source: unknown, parent: Path | undefined): unknown =>
  field.definition.resolve?.(source, field.argumentsOf(run), run.context, new Info(run, field, parent))

/** What is left open of an object. */
interface Open {
  blank: Exclude<Blank, { write: unknown }>
  said: string
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
    return resolve(run, open.blank.field, JSON.parse(open.said), parent)
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
  const [start = '', ...rest] = written.text.split(BLANK)
  const filled = rest.map((piece) => {
    const end = piece.indexOf(END)
    const [blank, said] = [blankAt(written, piece), piece.slice(1, end)]
    if ('write' in blank) return blank.write(said) + piece.slice(end + 1)
    const name = `${secret} ${open.size}`
    open.set(name, { blank, said })
    return JSON.stringify(name) + piece.slice(end + 1)
  })
  return new WrittenObject(JSON.parse(start + filled.join('')), open)
}

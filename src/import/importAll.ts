import type { Session } from '../platform/session.ts'
import { MessageBatch } from './messageBatch.ts'
import { readValues, Unreadable } from './readValues.ts'
import { type Fields, type Item, isAnswer, itemsIn } from './recognise.ts'
import type { Report } from './report.ts'
import { recordsOfConversation } from './rest/conversation.ts'
import { recordOfMessage } from './rest/message.ts'
import { writeConversation } from './writeConversation.ts'
import { writeFile } from './writeFile.ts'
import { writeSpace } from './writeSpace.ts'

export interface Source {
  /** For a person. */
  name: string
  bytes: AsyncIterable<Uint8Array>
}

/** Stores for the session's viewer what the sources hold, but for what is there already, and tells the report of it all. */
export async function importAll(session: Session, sources: Source[], report: Report): Promise<void> {
  const importing = new Import(session, report)
  for (const source of sources) await importing.read(source)
  await importing.end()
}

class Import {
  readonly #session: Session
  readonly #report: Report
  readonly #batch: MessageBatch
  /** Spaces come with each of their conversations. */
  readonly #spaces = new Set<string>()
  #user: unknown

  constructor(session: Session, report: Report) {
    this.#session = session
    this.#report = report
    this.#batch = new MessageBatch(session, report)
  }

  async read({ name, bytes }: Source): Promise<void> {
    let isExport = false
    let isKnown = false
    try {
      for await (const located of readValues(bytes)) {
        isKnown ||= isAnswer(located.value)
        for (const item of itemsIn(located, isExport)) {
          isKnown = true
          isExport ||= item.kind === 'header'
          await this.#take({ ...item, place: `${name}: ${item.place}` })
        }
      }
      if (!isKnown) this.#report.refuse(name, 'There is nothing in it that could be imported.')
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      this.#report.refuse(name, error.message)
    }
  }

  end(): Promise<void> {
    return this.#batch.flush()
  }

  async #take({ kind, value, place }: Item): Promise<void> {
    const located = { value: value as Fields, place }
    if (kind === 'header') return checkVersion(located.value)
    if (kind === 'record') return this.#write(located.value, place)
    if (kind === 'unknown') return this.#report.refuse(place, 'It is neither a conversation nor a message.')
    const user = located.value.userId ?? located.value.user_id
    this.#user ??= user
    if (user != null && user !== this.#user)
      return this.#report.refuse(place, 'userId: It is of another user than what came before it.')
    const { countUnread } = this.#report
    const records =
      kind === 'message'
        ? [recordOfMessage(located, countUnread)]
        : recordsOfConversation(located, countUnread)
    for (const record of records) await this.#write(record.value, record.place)
  }

  #write(record: Fields, place: string): Promise<void> {
    return this.#report.orRefuse(place, async () => {
      switch (record.type) {
        case 'space': {
          const name = JSON.stringify([record.id, record.externalId])
          if (!record.isDefault && this.#spaces.has(name)) return
          this.#spaces.add(name)
          return writeSpace(this.#session, record, place, this.#report)
        }
        case 'conversation':
          await this.#batch.flush()
          return writeConversation(this.#session, record, place, this.#report)
        case 'message':
          return this.#batch.add(record, place)
        case 'file':
          return writeFile(this.#session, record, place, this.#report)
        default:
          this.#report.refuse(place, 'It is neither a conversation nor a message.')
      }
    })
  }
}

function checkVersion({ version }: Fields): void {
  if (version !== 1) throw new Unreadable(`It is of version ${version}, which is not known here.`)
}

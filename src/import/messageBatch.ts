import { type NewMessage, newMessage } from '../features/content/index.ts'
import { encodeId } from '../platform/ids.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Session } from '../platform/session.ts'
import { validate } from '../platform/validation.ts'
import { checkFile, type ImportedFile } from './files.ts'
import { keyOfUnnamed } from './keyOfUnnamed.ts'
import { type Fields, isObject } from './recognise.ts'
import { conversationKeyOf } from './references.ts'
import type { Report } from './report.ts'
import { asInput, take } from './take.ts'
import { messageTimes } from './times.ts'
import { writeMessages } from './writeMessages.ts'

/** A message of an import, checked. */
export interface ImportedMessage {
  message: NewMessage
  editedAt: string | null
  updatedAt: string | null
  files: ImportedFile[]
  place: string
}

const OPTIONAL = ['metadata', 'createdAt', 'editedAt', 'updatedAt']
const MAX_MESSAGES = 500
const MAX_LENGTH = 4 * 1024 * 1024

/** Collects messages that follow each other in a conversation, to write many at once. */
export class MessageBatch {
  readonly #session: Session
  readonly #report: Report
  #reference = ''
  #conversationKey = ''
  /** How often each unnamed message has come in this conversation. */
  #repeats = new Map<string, number>()
  #messages: ImportedMessage[] = []
  #length = 0

  constructor(session: Session, report: Report) {
    this.#session = session
    this.#report = report
  }

  async add(record: Fields, place: string): Promise<void> {
    const { type, conversationId, conversationExternalId, files, ...fields } = record
    await this.#turnTo(conversationId, conversationExternalId)
    if (fields.id == null && fields.externalId == null)
      fields.id = encodeId('Message', keyOfUnnamed(this.#conversationKey, fields, this.#repeats))
    const records = await this.#checkFiles(files, place)
    const imported = await take(
      { ...fields, fileIds: records.map(({ key }) => encodeId('File', key)) },
      OPTIONAL,
      (why) => this.#report.reduce(place, why),
      ({ editedAt, updatedAt, ...input }) => {
        const times = validate(messageTimes, { editedAt, updatedAt })
        return {
          message: validate(newMessage, asInput('NewMessageInput', input)),
          editedAt: times.editedAt ?? null,
          updatedAt: times.updatedAt ?? null,
          files: records,
          place,
        }
      },
    )
    this.#messages.push(imported)
    this.#length += JSON.stringify(imported.message.stored).length
    if (this.#messages.length >= MAX_MESSAGES || this.#length >= MAX_LENGTH) await this.flush()
  }

  /** Its conversation may have been deleted meanwhile. */
  async flush(): Promise<void> {
    const messages = this.#messages
    this.#messages = []
    this.#length = 0
    if (!messages.length) return
    try {
      await writeMessages(this.#session, this.#conversationKey, messages, this.#report)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      for (const { place } of messages) this.#report.refuse(place, error)
    }
  }

  async #turnTo(id: unknown, externalId: unknown): Promise<void> {
    const reference = JSON.stringify([id, externalId])
    if (reference === this.#reference) return
    await this.flush()
    this.#reference = ''
    this.#conversationKey = await conversationKeyOf(this.#session, { id, externalId })
    this.#reference = reference
    this.#repeats = new Map()
  }

  /** Those that can be taken: a message is not lost with a file of it. */
  async #checkFiles(files: unknown, place: string): Promise<ImportedFile[]> {
    const checked: ImportedFile[] = []
    for (const [index, record] of (Array.isArray(files) ? files : []).entries()) {
      const at = `${place}.files.${index}`
      await this.#report.orRefuse(at, async () => {
        checked.push(await checkFile(isObject(record) ? record : {}, at, this.#report))
      })
    }
    return checked
  }
}

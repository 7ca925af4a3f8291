import { z } from 'zod'
import { createOnce } from '../../platform/creation.ts'
import type { Message } from '../../platform/db/generated/client.ts'
import { and, empty, rowOf, sql } from '../../platform/db/sql.ts'
import type { Query } from '../../platform/db/statements.ts'
import type { EventHub } from '../../platform/events/hub.ts'
import { keyOf } from '../../platform/references.ts'
import { atOnce, inTransaction, type Session, type Work } from '../../platform/session.ts'
import { chosenNames, validate } from '../../platform/validation.ts'
import {
  assemble,
  insertMessages,
  messageRows,
  messageStatus,
  newMessageFields,
  type StoredMessage,
  storedMessage,
} from '../content/index.ts'
import { changeConversation } from '../conversation/index.ts'
import { attachFiles, collectUploads } from '../file/index.ts'
import { moreMessages } from './addAll.ts'
import { Adder } from './adder.ts'
import { opened } from './stream.ts'
import { messageVisibleTo } from './visibleTo.ts'

const addedMessage = z
  .object({ ...newMessageFields, status: messageStatus.nullish() })
  .transform((input, context) => ({ ...input, ...assemble(input, context) }))

type Input = z.input<typeof addedMessage> & {
  conversationId: string
  expectedVersion?: number | null | undefined
}

/** Adds a message at the end of a conversation, and answers with its key. Has it read right behind the write, if it can. */
export function addMessage(
  session: Session,
  input: Input,
  read: (key: string, query: Query) => void,
): Promise<string> {
  const { prisma, viewer } = session
  const { id, externalId } = validate(chosenNames.Message, input)
  const conversationKey = keyOf('Conversation', input.conversationId)
  const row = rowOf<Message>('messages')
  return createOnce({
    prisma,
    table: 'messages',
    id,
    externalId,
    here: and([
      sql`${row('conversationId')} = ${conversationKey}::uuid`,
      messageVisibleTo(row, sql`${viewer.id}::uuid`),
    ]),
    validate: () => validate(addedMessage, input),
    insert: async (valid) => {
      await collectUploads(session, valid.files)
      const message = storedMessage(viewer, valid, 1)
      const isPlain = !id && !externalId && !valid.files.length && input.expectedVersion == null
      if (isPlain && goesAlong(message)) {
        const isAdded = await adderOf(session).add(
          { viewerKey: viewer.id, conversationKey, message },
          (query) => read(message.id, query),
        )
        if (isAdded) return message.id
      }
      const add = async (work: Work) => {
        await changeConversation(work, {
          key: conversationKey,
          expectedVersion: input.expectedVersion,
          events: [{ type: 'MESSAGE_ADDED', messageKey: message.id }],
          set: moreMessages(sql`1`),
          goingOn: sql`, added AS (${insertMessages(messageRows([message]), {
            conversation: sql`changed.id`,
            joined: sql`, changed`,
            position: sql`changed.last_position`,
          })})${message.status === 'STREAMING' ? opened(message) : empty}`,
        })
        await attachFiles(
          work,
          conversationKey,
          valid.files.map((file, ordinal) => ({ ...file, ordinal, messageKey: message.id })),
        )
      }
      await (valid.files.length ? inTransaction : atOnce)(session, add)
      return message.id
    },
  })
}

const MAX_LENGTH = 32 * 1024

/** Nobody should wait for what is long. */
const goesAlong = (message: StoredMessage): boolean =>
  message.status !== 'STREAMING' && JSON.stringify(message).length <= MAX_LENGTH

/** A server has one. */
const adders = new WeakMap<EventHub, Adder>()

function adderOf(session: Session): Adder {
  const adder = adders.get(session.events) ?? new Adder(session)
  adders.set(session.events, adder)
  return adder
}

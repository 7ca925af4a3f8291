import type { Prisma, PrismaClient } from '../../../src/platform/db/generated/client.ts'
import { conversationColumns, moment } from '../rows.ts'
import { anyJson, anyText } from './anything.ts'
import { messageRow } from './messages.ts'

/** A small set of everything, the same in every run: keys and times tie and cross on purpose. */

const keyOf = (kind: string) => (n: number) => `01990000-0000-7000-8${kind}-${`${n}`.padStart(12, '0')}`
export const keys = {
  User: keyOf('001'),
  Space: keyOf('002'),
  Conversation: keyOf('003'),
  Message: keyOf('004'),
  File: keyOf('005'),
}
export const [viewerKey, strangerKey] = [keys.User(1), keys.User(2)]
const CONVERSATIONS = 12
const STRANGERS = 90

const spaces: Prisma.SpaceCreateManyInput[] = [0, 1, 2, STRANGERS].map((n) => ({
  id: keys.Space(n),
  ownerId: n === STRANGERS ? strangerKey : viewerKey,
  externalId: n === 1 ? 'work' : null,
  name: `Space ${n} ${anyText}`,
  isDefault: n === 0,
  createdAt: moment(n === 0 ? 5 : 1),
  updatedAt:
    ['0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z', '2026-02-28T12:00:00.010Z'][n] ?? moment(n),
}))

const states = ['ACTIVE', 'ACTIVE', 'ARCHIVED', 'TRASHED'] as const
const titles = ['Ärger', null, 'apple', '\u0001\u0020\u0002 "\\', 'Zebra', 'APPLE', '\u2028</script>🌍']

/** How many messages each conversation has. */
const count = (n: number) => (n === STRANGERS ? 2 : n % 5)
const messageKey = (n: number, i: number) => keys.Message(n * 10 + (7 - i))
const writtenAt = (n: number, i: number) => (n + i) % 3

const conversations: Prisma.ConversationCreateManyInput[] = [...Array(CONVERSATIONS).keys(), STRANGERS].map(
  (n) => ({
    id: keys.Conversation(n),
    ownerId: n === STRANGERS ? strangerKey : viewerKey,
    spaceId: keys.Space(n === STRANGERS ? STRANGERS : n % 2),
    externalId: n % 3 === 0 ? `c${n}` : null,
    mode: n % 2 ? 'fast' : null,
    metadata: n % 4 === 1 ? { n, tags: ['a', null, { deep: true }], ...anyJson } : undefined,
    version: n + 1,
    eventNumber: n + 2,
    messageCount: count(n),
    lastPosition: count(n) * 2,
    ...conversationColumns({
      title: titles[n % titles.length] ?? null,
      state: states[n % states.length] ?? 'ACTIVE',
      isPinned: n % 3 === 1,
      agentId: ['writer', null, 'coder'][n % 3] ?? null,
      created: n % 4,
      updated: n % 3,
      lastMessage: count(n) ? writtenAt(n, count(n) - 1) : null,
    }),
  }),
)

const places = conversations.flatMap((conversation, at) => {
  const n = at < CONVERSATIONS ? at : STRANGERS
  return [...Array(count(n)).keys()].map((i) => ({ conversation, n, i, id: messageKey(n, i) }))
})

const messages = places.map(({ conversation, n, i, id }) =>
  messageRow({
    id,
    conversationId: conversation.id,
    authorId: conversation.ownerId,
    i: n + i,
    position: i * 2 + 1,
    writtenAt: writtenAt(n, i),
    fileKeys: [keys.File(n * 100 + i * 10), keys.File(99_999)],
  }),
)

const files: Prisma.FileCreateManyInput[] = [
  ...places
    .filter(({ n, i }) => (n + i) % 2 === 0)
    .flatMap(({ conversation, n, i, id: messageId }) =>
      [0, 1].map((ordinal) => ({
        ...fileRow(n * 100 + i * 10 + ordinal, conversation.ownerId),
        conversationId: conversation.id,
        messageId,
        ordinal: 1 - ordinal,
      })),
    ),
  fileRow(77_777, viewerKey),
]

function fileRow(n: number, ownerId: string): Prisma.FileCreateManyInput {
  return {
    id: keys.File(n),
    ownerId,
    name: `file ${n} ${anyText}`,
    contentType: n % 2 ? 'image/png' : 'text/plain',
    size: n,
    storagePath: `files/${n}`,
    isUploaded: n % 3 > 0,
    previewPath: n % 6 === 1 ? `previews/${n}` : null,
    createdAt: moment(n % 4),
  }
}

export async function fill(prisma: PrismaClient, viewer: string): Promise<void> {
  await prisma.user.createMany({
    data: [
      { id: viewerKey, subject: viewer, name: viewer, eventNumber: 5, createdAt: moment(0) },
      { id: strangerKey, subject: 'stranger', name: 'Stranger' },
    ],
  })
  await prisma.space.createMany({ data: spaces })
  await prisma.conversation.createMany({ data: conversations })
  await prisma.message.createMany({ data: messages })
  await prisma.file.createMany({ data: files })
}

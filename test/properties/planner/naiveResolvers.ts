import type { File, Message } from '../../../src/platform/db/generated/client.ts'
import { encodeId, parseId } from '../../../src/platform/ids.ts'
import { urlExpiry } from '../../../src/platform/storage/expiry.ts'
import type { UrlSigner } from '../../../src/platform/storage/urlSigner.ts'
import type { Tables } from './naive.ts'
import { filterOf } from './naiveFilter.ts'
import { connection } from './naivePage.ts'
import { comparison, conversationOrder, orders } from './orders.ts'

// biome-ignore lint/suspicious/noExplicitAny: as a resolver without types has it
type Resolver = (row: any, args: any) => unknown

/** By a server as it is by default. */
const expiry = () => urlExpiry(15 * 60_000)

/** Where the log of a conversation or a user stands. */
const placeIn = ({ id, eventNumber }: { id: string; eventNumber: bigint }) =>
  Buffer.from(JSON.stringify([id, Number(eventNumber)])).toString('base64url')

/** What the contract says that each field is, of those that are not just columns. */
export function resolversOver(
  tables: Tables,
  viewerKey: string,
  urls: UrlSigner,
): Record<string, Record<string, Resolver>> {
  const urlTo = (action: 'file' | 'preview', { id }: File) =>
    urls.sign({ action, id: encodeId('File', id) }, expiry())
  const { users, spaces, conversations, messages, files } = tables
  const mine = {
    User: users.filter(({ id }) => id === viewerKey),
    Space: spaces.filter(({ ownerId }) => ownerId === viewerKey),
    Conversation: conversations.filter(({ ownerId }) => ownerId === viewerKey),
    Message: messages.filter(({ conversationId }) =>
      conversations.some(({ id, ownerId }) => id === conversationId && ownerId === viewerKey),
    ),
    File: files.filter(({ ownerId }) => ownerId === viewerKey),
  }
  const byId = <Row extends { id: string }>(rows: Row[], id: string | null) =>
    rows.find((row) => row.id === id) ?? null
  const node = (publicId: string) => {
    const parsed = parseId(publicId)
    return parsed && byId<{ id: string }>(mine[parsed.type], parsed.key)
  }
  const nodeOf =
    (type: keyof typeof mine) =>
    (_: unknown, { id }: { id: string }) =>
      parseId(id)?.type === type ? node(id) : null
  const messagesOf = (conversation: { id: string }) =>
    messages
      .filter(({ conversationId }) => conversationId === conversation.id)
      .sort(comparison(orders.messages))
  const hasFiles = (conversation: { id: string }) =>
    files.some(({ conversationId }) => conversationId === conversation.id)
  const partTypes = new Map(
    ['text', 'reasoning', 'toolCall', 'toolResult', 'file', 'source', 'data'].map((type) => [
      type,
      `${type.charAt(0).toUpperCase()}${type.slice(1)}Part`,
    ]),
  )
  const parts = ({ content, parts }: Message) =>
    ((parts as { type: string }[] | null) ?? (content ? [{ type: 'text', text: content }] : [])).map(
      (part) => ({ ...part, __typename: partTypes.get(part.type) }),
    )

  return {
    Query: {
      viewer: () => byId(users, viewerKey),
      node: (_, { id }) => node(id),
      nodes: (_, { ids }) => ids.map(node),
      space: nodeOf('Space'),
      conversation: nodeOf('Conversation'),
      message: nodeOf('Message'),
      file: nodeOf('File'),
      conversationByExternalId: (_, { externalId }) =>
        mine.Conversation.find((row) => row.externalId === externalId) ?? null,
      spaces: (_, args) => connection(mine.Space, spaces, orders.spaces, viewerKey, args),
      conversations: (_, args) =>
        connection(
          mine.Conversation.filter(filterOf(args.filter, hasFiles)),
          conversations,
          conversationOrder('conversations', args.orderBy),
          viewerKey,
          args,
        ),
    },
    User: { conversationListCursor: placeIn },
    File: {
      message: ({ messageId }) => byId(messages, messageId),
      url: (file) => (file.isUploaded ? urlTo('file', file) : null),
      urlExpiresAt: ({ isUploaded }) => (isUploaded ? expiry() : null),
      previewUrl: (file) => (file.previewPath === null ? null : urlTo('preview', file)),
    },
    Space: {
      owner: ({ ownerId }) => byId(users, ownerId),
      conversations: (space, args) =>
        connection(
          conversations.filter(({ spaceId }) => spaceId === space.id).filter(filterOf(args.filter, hasFiles)),
          conversations,
          conversationOrder('space.conversations', args.orderBy),
          space.id,
          args,
        ),
    },
    Conversation: {
      eventCursor: placeIn,
      owner: ({ ownerId }) => byId(users, ownerId),
      space: ({ spaceId }) => byId(spaces, spaceId),
      isArchived: ({ state }) => state === 'ARCHIVED',
      messageCount: (row) => messagesOf(row).length,
      lastMessage: (row) => messagesOf(row).at(-1) ?? null,
      messages: (row, args) => connection(messagesOf(row), messages, orders.messages, row.id, args),
      attachedFiles: (row, args) =>
        connection(
          files.filter(({ conversationId }) => conversationId === row.id),
          files,
          orders.attachedFiles,
          row.id,
          args,
        ),
    },
    Message: {
      conversation: ({ conversationId }) => byId(conversations, conversationId),
      author: ({ authorId }) => byId(users, authorId),
      parts,
      isEdited: ({ editedAt }) => editedAt !== null,
      files: ({ id }) =>
        files
          .filter(({ messageId }) => messageId === id)
          .sort((a: File, b: File) => a.ordinal - b.ordinal || (a.id < b.id ? -1 : 1)),
    },
    FilePart: { file: ({ fileId }) => byId(mine.File, fileId) },
    ToolResultPart: { isError: ({ isError }) => isError ?? false },
  }
}

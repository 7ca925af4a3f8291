import type { CacheExchangeOpts } from '@urql/exchange-graphcache'

type Optimistic = NonNullable<CacheExchangeOpts['optimistic']>

interface Input {
  conversationId: string
  title: string
  spaceId: string
}

/** A mutation that is shown to be done before it is, and undone if it is refused. */
const changing =
  (payload: string, change: (input: Input) => object): Optimistic[string] =>
  ({ input }) => {
    const { conversationId: id } = input as Input
    return {
      __typename: payload,
      conversation: { __typename: 'Conversation', id, ...change(input as Input) },
    }
  }

export const optimistic: Optimistic = {
  pinConversation: changing('PinConversationPayload', () => ({ isPinned: true })),
  unpinConversation: changing('UnpinConversationPayload', () => ({ isPinned: false })),
  archiveConversation: changing('ArchiveConversationPayload', () => ({ state: 'ARCHIVED' })),
  unarchiveConversation: changing('UnarchiveConversationPayload', () => ({ state: 'ACTIVE' })),
  renameConversation: changing('RenameConversationPayload', ({ title }) => ({ title })),
  moveConversation: changing('MoveConversationPayload', ({ spaceId }) => ({
    space: { __typename: 'Space', id: spaceId },
  })),
  deleteConversation: ({ input }) => ({
    __typename: 'DeleteConversationPayload',
    deletedConversationId: (input as Input).conversationId,
  }),
}

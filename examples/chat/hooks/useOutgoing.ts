import { useSyncExternalStore } from 'react'
import { outbox } from '../outbox.ts'

/** The messages of a conversation that are on their way. */
export const useOutgoing = (conversationId: string) =>
  useSyncExternalStore(outbox.subscribe, outbox.messages).filter(
    (message) => message.conversationId === conversationId,
  )

import * as fc from 'fast-check'
import { conversations, spaceConversations } from './conversationLists.ts'
import { options } from './options.ts'
import { attachedFiles, messages, spaces } from './otherLists.ts'

const none = fc.constant({})

/** Every list that the API gives out in pages, and what else it can be asked with. */
export const lists = [
  { name: 'conversations', kind: conversations, options, numRuns: 16 },
  { name: 'conversations of a space', kind: spaceConversations, options, numRuns: 12 },
  { name: 'spaces', kind: spaces, options: none, numRuns: 6 },
  { name: 'messages', kind: messages, options: none, numRuns: 6 },
  { name: 'files of a conversation', kind: attachedFiles, options: none, numRuns: 6 },
]

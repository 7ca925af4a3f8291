import { useSyncExternalStore } from 'react'
import { route } from '../route.ts'

export const useConversationId = () => useSyncExternalStore(route.subscribe, route.conversationId)

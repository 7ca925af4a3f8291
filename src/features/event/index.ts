import './conversationEvents.ts'
import './conversationListEvents.ts'
import './eventCursor.ts'
import './conversationListCursor.ts'

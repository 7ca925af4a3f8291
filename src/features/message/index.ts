import './messages.ts'
import './addMessage.ts'
import './editMessage.ts'
import './deleteMessage.ts'
import './replaceMessages.ts'
import './updateMessagePart.ts'

export { Message } from './Message.ts'
export { messageVisibleTo } from './visibleTo.ts'

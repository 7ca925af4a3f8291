export { type Chunk, chunksOf, livePartsOf } from './chunks.ts'
export { insertMessages, messageRows, type StoredMessage } from './insertMessages.ts'
export { MessagePart } from './MessagePart.ts'
export { MessagePartInput } from './MessagePartInput.ts'
export { MessageRole } from './MessageRole.ts'
export { MessageStatus } from './MessageStatus.ts'
export {
  contentFields as contentInputFields,
  NewMessageInput,
  newMessageFields as newMessageInputFields,
} from './NewMessageInput.ts'
export {
  assemble,
  contentFields,
  contentOf,
  filesOf,
  filesOfAll,
  filesOfPart,
  flawOf,
  flawOfSizes,
  MAX_FILES,
  messageStatus,
  type NewMessage,
  newMessage,
  newMessageFields,
  newMessages,
  type Sizes,
  sizesOf,
  storedMessage,
  TOO_MANY_FILES,
} from './newMessage.ts'
export { type Part, part, partsOf, textOf } from './parts.ts'

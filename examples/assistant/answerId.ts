import { TypeID } from 'typeid-js'
import { v5 } from 'uuid'

/** The id of the answer to a message. Always the same, so that nothing is answered twice. */
export const answerIdTo = (questionId: string): string =>
  TypeID.fromUUID('msg', v5('answer', TypeID.fromString(questionId).toUUID())).toString()

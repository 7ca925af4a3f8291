import { typeid } from 'typeid-js'

/** An id of our own choice, so that what has it can be sent again, and shown before it is there. */
export const newId = (type: 'conv' | 'msg' | 'space'): string => typeid(type).toString()

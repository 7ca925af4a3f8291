import { builder } from './graphql/builder.ts'
import './graphql/scalars.ts'
import './features/user/index.ts'
import './features/space/index.ts'
import './features/file/index.ts'
import './features/content/index.ts'
import './features/conversation/index.ts'
import './features/message/index.ts'
import './features/node/index.ts'
import './features/event/index.ts'

/** The API: all of its features, put together. Importing it opens nothing and reads nothing. */
export const schema = builder.toSchema()

import { addMessage } from './addMessage/requests.mjs'
import { conversation } from './conversation/requests.mjs'
import { deepPage } from './deepPage/requests.mjs'
import { sidebar } from './sidebar/requests.mjs'
import { spaces } from './spaces/requests.mjs'

/** W1 to W5. (W6, the subscriptions, is watch/.) */
export const workloads = [sidebar, conversation, spaces, deepPage, addMessage]

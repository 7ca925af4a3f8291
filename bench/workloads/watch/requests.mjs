import { addMessage } from '../addMessage/requests.mjs'
import { bodyOf } from '../operation.mjs'

/** Sockets that watch one conversation, to which messages are added as in W5. */
export const watch = {
  key: 'W6',
  name: 'watch',
  title: '1,000 sockets, one conversation',
  sockets: 1_000,
  async requests(peer, subjects) {
    const [mutation] = await addMessage.requests(peer, subjects)
    const { conversationId } = mutation.body.variables.input
    return {
      mutation,
      subscription: {
        subject: mutation.subject,
        body: bodyOf('watch', peer, 'Watch', { id: conversationId }),
      },
    }
  },
}

import { bodyOf } from '../operation.mjs'

export const conversation = {
  key: 'W2',
  name: 'conversation',
  title: 'opening one: 50 messages, files',
  requests: async (peer, { long }) =>
    long.map(({ subject, id }) => ({
      subject,
      body: bodyOf('conversation', peer, 'Conversation', { id: peer.idOf('Conversation', id) }),
    })),
}

import { bodyOf } from '../operation.mjs'

const content = 'Could you go through it once more, please — and say “why”, not only how? '.repeat(3)

export const addMessage = {
  key: 'W5',
  name: 'addMessage',
  title: 'adding a message',
  requests: async (peer, { written }) =>
    written.map(({ subject, id }) => ({
      subject,
      body: bodyOf('addMessage', peer, 'AddMessage', {
        input: { conversationId: peer.idOf('Conversation', id), role: 'USER', content },
      }),
    })),
}

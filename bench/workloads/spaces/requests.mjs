import { bodyOf } from '../operation.mjs'

export const spaces = {
  key: 'W3',
  name: 'spaces',
  title: '10 spaces × 10 × 5 messages',
  requests: async (peer, { readers }) =>
    readers.map((subject) => ({ subject, body: bodyOf('spaces', peer, 'Spaces') })),
}

import { bodyOf } from '../operation.mjs'

export const sidebar = {
  key: 'W1',
  name: 'sidebar',
  title: 'the sidebar: 20 conversations',
  requests: async (peer, { readers }) =>
    readers.map((subject) => ({ subject, body: bodyOf('sidebar', peer, 'Sidebar') })),
}

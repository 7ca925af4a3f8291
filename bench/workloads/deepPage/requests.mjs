import { ask } from '../../load/ask.mjs'
import { bodyOf } from '../operation.mjs'

const PAGE = 20
const BEFORE = 199 * PAGE
const MOST = 100

export const deepPage = {
  key: 'W4',
  name: 'deepPage',
  title: 'page 200 of it, with the count',
  requests: async (peer, { heavyReaders }) =>
    Promise.all(
      heavyReaders.map(async (subject) => ({
        subject,
        body: bodyOf('deepPage', peer, 'DeepPage', { first: PAGE, after: await placeBefore(peer, subject) }),
      })),
    ),
}

/** The cursor of a peer's own making, found by walking there. */
async function placeBefore(peer, subject) {
  let after
  for (let left = BEFORE; left > 0; left -= MOST) {
    const body = bodyOf('deepPage', peer, 'DeepPage', { first: Math.min(left, MOST), after })
    const { conversations } = await ask(peer, { subject, body })
    after = conversations.pageInfo.endCursor
  }
  return after
}

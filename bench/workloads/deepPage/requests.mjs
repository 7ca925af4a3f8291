import { ask } from '../../load/ask.mjs'
import { bodyOf } from '../operation.mjs'

const PAGE = 20
const MOST = 100
const [FIRST, LAST] = [196, 200]

export const deepPage = {
  key: 'W4',
  name: 'deepPage',
  title: 'page 200 of it, with the count',
  /** Those just before it too, so that not all who ask at the same time ask for the same. */
  async requests(peer, { heavyReaders }) {
    const requests = await Promise.all(heavyReaders.map((subject) => requestsOf(peer, subject)))
    return requests[0].flatMap((_, page) => requests.map((ofReader) => ofReader[page]))
  },
}

/** With cursors of a peer's own making, found by walking there. */
async function requestsOf(peer, subject) {
  const requests = []
  let after
  for (let page = 1; page <= LAST; ) {
    const first = page < FIRST ? Math.min((FIRST - page) * PAGE, MOST) : PAGE
    const request = { subject, body: bodyOf('deepPage', peer, 'DeepPage', { first, after }) }
    if (page >= FIRST) requests.push(request)
    const { conversations } = await ask(peer, request)
    after = conversations.pageInfo.endCursor
    page += first / PAGE
  }
  return requests
}

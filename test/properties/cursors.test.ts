import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Answer } from '../support/server.ts'
import { testServer } from '../support/server.ts'
import { everyList, type Marked } from './everyList.ts'
import { decoded, encoded, hostile, hostileValues, notACursor } from './hostile.ts'
import type { PageArgs } from './list.ts'
import { patience } from './patience.ts'

const server = await testServer()
const lists = await everyList(server)
const others = await everyList(server)

const bound = fc.constantFrom('after' as const, 'before' as const)
const any = fc.constantFrom(...lists)

const pathOf = ({ list }: Marked) => (list.source.query.includes('parent:') ? ['parent', 'page'] : ['page'])

function expectBadCursor(answer: Answer, marked: Marked) {
  const { errors } = answer.body
  expect({ status: answer.status, errors }, JSON.stringify(answer.body)).toMatchObject({
    status: 200,
    errors: [{ path: pathOf(marked), extensions: { code: 'BAD_USER_INPUT' } }],
  })
}

async function expectPageOrRefusal(marked: Marked, args: PageArgs) {
  const answer = await marked.list.send(args)
  if (answer.body.errors) expectBadCursor(answer, marked)
  else expect(answer.status).toBe(200)
}

test.each(lists)("$name takes no other list's cursor", async (it) => {
  for (const { cursor } of lists.filter((other) => other !== it))
    expectBadCursor(await it.list.send({ after: cursor }), it)
})

test.each(lists.map((it, i) => ({ ...it, twin: others[i] as Marked })))(
  "$name takes its own cursor, not that of another user's",
  async ({ list, cursor, twin, name }) => {
    expect((await list.read({ after: cursor })).edges).toHaveLength(4)
    expectBadCursor(await list.send({ after: twin.cursor }), { list, cursor, name })
  },
)

test('what is no cursor is refused', () =>
  fc.assert(
    fc.asyncProperty(any, bound, notACursor, async (it, bound, text) => {
      expectBadCursor(await it.list.send({ [bound]: text }), it)
    }),
    { ...patience, numRuns: 60 },
  ))

const ofEachKeyType = ['conversations by TITLE,ASC', 'spaces', 'messages']

test.each(lists.filter(({ name }) => ofEachKeyType.includes(name)))(
  '$name may be asked for what comes after any key at all',
  async (it) => {
    const [order, parent, , id] = decoded(it.cursor)
    for (const key of hostileValues)
      await expectPageOrRefusal(it, { after: encoded([order, parent, key, id]) })
  },
)

test('a cursor with something in it exchanged is a place of the list, or refused', () =>
  fc.assert(
    fc.asyncProperty(any, bound, fc.nat({ max: 3 }), hostile, async (it, bound, at, value) => {
      await expectPageOrRefusal(it, { [bound]: encoded(decoded(it.cursor).with(at, value)) })
    }),
    { ...patience, numRuns: 100 },
  ))

test('a cursor with a character exchanged is a place of the list, or refused', () =>
  fc.assert(
    fc.asyncProperty(any, bound, fc.nat(), fc.string({ maxLength: 2 }), async (it, bound, at, text) => {
      const place = at % it.cursor.length
      await expectPageOrRefusal(it, {
        [bound]: it.cursor.slice(0, place) + text + it.cursor.slice(place + 1),
      })
    }),
    { ...patience, numRuns: 60 },
  ))

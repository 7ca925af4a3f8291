import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { expect, test } from 'vitest'
import { encodeId, idPrefixes, type NodeType, newKey } from '../../src/platform/ids.ts'
import { clientOf } from '../support/client.ts'
import { testServer } from '../support/server.ts'
import { firstAnswer, isSubscription } from './firstAnswer.ts'
import { nodeTypes, operations } from './operations.ts'
import { fill, rowsOf } from './owned.ts'
import { type Place, places } from './places.ts'

/**
 * Another user's id is to a stranger what the id of nothing is, wherever the schema takes one. What is tried comes
 * from the schema: a type, an argument, a mutation or a subscription that is new in it is tried as well.
 */

const { url, database } = await testServer()
const SECRET = `secret-${randomUUID()}`

const owner = await clientOf(url, SECRET)
const { User: ownerId = '' } = await fill(owner, database, SECRET)
const { Conversation: conversationId } = await fill(owner, database, SECRET)
await owner.data(
  'mutation ($input: TrashConversationInput!) { trashConversation(input: $input) { __typename } }',
  { input: { conversationId } },
)
const before = await rowsOf(database, ownerId)

const typeNames = Object.keys(idPrefixes) as NodeType[]
const theirs = typeNames.flatMap((type) => before[type].map(({ id }) => encodeId(type, id)))

const takingIds = places.filter(({ type }) => String(type) === 'ID')
/** The id of something new is the client's choice: the one kind of id that need not refer to anything. */
const isChosen = ({ name }: Place) => /^Mutation.*\.id\)$/.test(name)
const referring = takingIds.filter((place) => !isChosen(place))
const choosing = takingIds.filter(isChosen)
/** One cursor serves all lists: the id makes no difference, whosever it is. */
const indifferent = ['User.conversationListCursor(spaceId)']
/** They make something new, and take no id for it. */
const referringToNothing = ['Mutation.createUpload', 'Mutation.uploadFile']
const named = (place: Place) => [place.name, place] as const

test('there is something of every Node type to be a stranger to', () => {
  const present = typeNames.filter((type) => before[type].length)
  expect(present.sort()).toEqual(nodeTypes.map(({ name }) => name).sort())
})

test('every mutation and every subscription is tried', () => {
  const tried = new Set(takingIds.map(({ operation }) => operation.name))
  const names = operations.map(({ name }) => name).filter((name) => /^(Mutation|Subscription)\./.test(name))
  expect(names.filter((name) => !tried.has(name))).toEqual(referringToNothing)
})

test.each(referring.map(named))(
  '%s does not tell another user’s id from one of nothing',
  async (_, place) => {
    const { ask, own } = await asStranger(place)
    const malformed = await ask('malformed')
    for (const type of typeNames) expect(await ask(encodeId(type, newKey()))).toEqual(malformed)
    for (const id of theirs) expect(await ask(id)).toEqual(malformed)
    expect(JSON.stringify(malformed)).not.toContain(SECRET)
    expect(await rowsOf(database, ownerId)).toEqual(before)
    // That is worth something only where an id of one's own makes a difference.
    const isAlike = isDeepStrictEqual(
      await Promise.all(own.map(ask)),
      own.map(() => malformed),
    )
    expect(isAlike).toBe(indifferent.includes(place.name))
  },
)

test.each(choosing.map(named))('%s that another user has is refused, and nothing told', async (_, place) => {
  const { ask } = await asStranger(place)
  const malformed = await ask('malformed')
  const answers = await Promise.all(theirs.map(ask))
  const taken = answers.filter((answer) => JSON.stringify(answer) !== JSON.stringify(malformed))
  const field = place.operation.name.replace('Mutation.', '')
  const refusal = { code: 'CONFLICT', detail: 'This id is taken. Choose another.', current: null }
  expect(taken).not.toEqual([])
  for (const answer of taken) expect(answer).toEqual({ [field]: { __typename: 'ConflictError', ...refusal } })
  expect(malformed).toMatchObject({ [field]: { code: 'VALIDATION_ERROR' } })
  expect(await rowsOf(database, ownerId)).toEqual(before)
})

/** A stranger with things of their own, who puts an id in this place, and their own ones wherever else one is needed. */
async function asStranger({ operation, variables }: Place) {
  const stranger = await clientOf(url)
  const ids = await fill(stranger, database, 'their own')
  const ask = async (id: string): Promise<object> => {
    if (!isSubscription(operation)) return stranger.data(operation.query, variables(id, ids))
    const payload = JSON.stringify({ query: operation.query, variables: variables(id, ids) })
    const { data, errors } = await firstAnswer(url, stranger, ids, payload)
    // Each answer has a request's id of its own.
    return data ?? { errors: errors?.map(({ message, extensions: { code } }) => ({ message, code })) }
  }
  return { ask, own: Object.values(ids) }
}

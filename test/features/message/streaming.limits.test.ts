import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { mutate } from '../fixtures.ts'
import { message } from './fixtures.ts'
import { addPart, append, finish, openStream } from './streams.ts'

const { url } = await testServer()
const user = await clientOf(url)

const MiB = 1024 * 1024
const refused = (messageId: string, partIndex: number, offset: number, text: string) =>
  mutate(user, 'appendToMessage', { messageId, partIndex, offset, text })
const tooMuch = (issue: string) => ({
  __typename: 'ValidationError',
  issues: [{ path: 'text', message: expect.stringContaining(issue) }],
})

test('a message streams up to 1 MiB of text as UTF-8, and takes what fits after what did not', async () => {
  const { id } = await openStream(user)
  const text = 'é'.repeat(MiB / 2 - 1)
  await append(user, id, 0, 0, text)
  expect(await refused(id, 0, text.length, 'abc')).toMatchObject(tooMuch('1 MiB'))
  expect(await refused(id, 1, 0, 'abc')).toMatchObject(tooMuch('1 MiB'))
  await append(user, id, 0, text.length, 'ab')
  expect(await refused(id, 0, text.length + 2, 'c')).toMatchObject(tooMuch('1 MiB'))
  expect((await finish(user, id)).content).toBe(`${text}ab`)
})

test('all parts together have up to 2 MiB as JSON, exactly', async () => {
  const { id } = await openStream(user)
  const empty = JSON.stringify([{ type: 'reasoning', text: '' }]).length
  await addPart(user, id, 0, { reasoning: { text: '"'.repeat(MiB - empty) } })
  expect(await refused(id, 0, MiB - empty, 'a'.repeat(empty + 1))).toMatchObject(tooMuch('2 MiB'))
  await append(user, id, 0, MiB - empty, 'a'.repeat(empty))
  expect(await refused(id, 0, MiB, 'a')).toMatchObject(tooMuch('2 MiB'))
  expect((await finish(user, id)).parts[0].text).toHaveLength(MiB)
})

test('text that comes in the smallest pieces is not counted as more than it is', async () => {
  const { id } = await openStream(user)
  const empty = JSON.stringify([{ type: 'reasoning', text: '' }]).length
  await addPart(user, id, 0, { reasoning: { text: 'a'.repeat(2 * MiB - empty - 10) } })
  for (let offset = 2 * MiB - empty - 10; offset < 2 * MiB - empty; offset++)
    await append(user, id, 0, offset, 'a')
  expect(await refused(id, 0, 2 * MiB - empty, 'a')).toMatchObject(tooMuch('2 MiB'))
})

test('a message streams up to 1,000 parts', async () => {
  const parts = Array.from({ length: 998 }, () => ({ text: { text: 'a' } }))
  const { id } = await openStream(user, { parts })
  await addPart(user, id, 998, { text: { text: 'b' } })
  await append(user, id, 999, 0, 'c')
  expect(
    await mutate(user, 'addMessagePart', { messageId: id, partIndex: 1000, part: parts[0] }),
  ).toMatchObject({
    __typename: 'ValidationError',
    issues: [{ path: 'part' }],
  })
  expect(await refused(id, 1000, 0, 'd')).toMatchObject(tooMuch('1000 parts'))
  expect((await message(user, id)).parts).toHaveLength(1000)
})

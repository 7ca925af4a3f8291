import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { mutate } from '../../features/fixtures.ts'
import { type Client, clientOf } from '../../support/client.ts'
import { bearer, testServer } from '../../support/server.ts'
import { Account, type Answered, type Call } from './account.ts'
import { type Possessions, possessionsOf } from './possessions.ts'
import { mutations, type Step, steps } from './step.ts'

/**
 * Two users do whatever they like, and have what a model in memory says: no more, no less, nothing of each other.
 * MODEL_RUNS says how many histories are tried, of up to 160 mutations each; without it 15, or as many as 20 seconds allow.
 */

const numRuns = Number(process.env.MODEL_RUNS || 15)
const server = await testServer()
const options = { timeout: Math.max(120_000, numRuns * 10_000) }
// Without a bias towards what is small: there is more to go wrong where there is much.
const limits = {
  numRuns,
  noBias: true,
  ...(process.env.MODEL_RUNS ? {} : { interruptAfterTimeLimit: 20_000 }),
}

test('one after the other, every mutation does what the model says', options, () =>
  fc.assert(
    fc.asyncProperty(steps, async (steps) => {
      const players = await twoPlayers()
      for (const step of steps) {
        const player = players[step.who]
        const call = player.callOf(step)
        const answer = await player.send(step.does, call)
        const told = `${step.does} ${JSON.stringify(call.input)}: ${JSON.stringify(answer)}`
        expect(answer.__typename.replace(/.*Payload$/, 'Payload'), told).toBe(call.answer)
        call.apply?.(answer)
      }
      for (const player of players) expect(await player.read()).toEqual(player.account.has)
    }),
    limits,
  ),
)

test('at once, whatever comes first, all that they have agrees with itself', options, () =>
  fc.assert(
    fc.asyncProperty(steps, async (steps) => {
      const players = await twoPlayers()
      const versions = new Map<string, number>()
      for (let done = 0; done < steps.length; done += 10) {
        const batch = steps.slice(done, done + 10).map((step) => ({ step, player: players[step.who] }))
        const calls = batch.map(({ step, player }) => ({ step, player, call: player.callOf(step) }))
        await Promise.all(calls.map(({ step, player, call }) => player.send(step.does, call)))
        for (const player of players) {
          player.account.has = await player.read()
          expectAgreement(player.account.has, versions)
        }
        expectNothingShared(players[0].account.has, players[1].account.has)
      }
    }),
    limits,
  ),
)

test('the model has every mutation', () => {
  const account = new Account({ spaces: [], conversations: [], files: [] }, () => account.has)
  expect(mutations.filter((name) => !(name in account))).toEqual([])
})

class Player {
  readonly account: Account
  readonly #user: Client
  /** Those of every file that there ever was. */
  readonly #fileIds: string[] = []

  constructor(user: Client, account: Account) {
    this.#user = user
    this.account = account
  }

  callOf(step: Step): Call {
    return (this.account as unknown as Record<string, (step: Step) => Call>)[step.does]?.(step) as Call
  }

  read(): Promise<Possessions> {
    return possessionsOf(this.#user, this.#fileIds)
  }

  async send(name: string, { input }: Call): Promise<Answered & { __typename: string }> {
    const answer = await (name === 'uploadFile'
      ? this.#upload()
      : mutate(this.#user, name, input, payloads[name]))
    if (answer.file) this.#fileIds.push(answer.file.id)
    return answer
  }

  async #upload() {
    const query =
      'mutation ($file: Upload!) { uploadFile(file: $file) { __typename ... on UploadFilePayload { file { id } } } }'
    const form = new FormData()
    form.append('operations', JSON.stringify({ query, variables: { file: null } }))
    form.append('map', JSON.stringify({ 0: ['variables.file'] }))
    form.append('0', new File(['abc'], 'a.txt', { type: 'text/plain' }))
    const headers = await bearer(this.#user.name)
    const response = await fetch(`${server.url}/graphql`, { method: 'POST', headers, body: form })
    return ((await response.json()) as { data: { uploadFile: Answered & { __typename: string } } }).data
      .uploadFile
  }
}

/** What the model asks of payloads; of most nothing. */
const payloads: Record<string, string> = {
  ...Object.fromEntries(mutations.map((name) => [name, '__typename'])),
  createUpload: 'file { id }',
  replaceMessages: 'conversation { messages(first: 100) { nodes { id } } }',
}

async function twoPlayers(): Promise<[Player, Player]> {
  const one = async (other: () => Player): Promise<Player> => {
    const user = await clientOf(server.url)
    return new Player(user, new Account(await possessionsOf(user, []), () => other().account.has))
  }
  const players: [Player, Player] = [await one(() => players[1]), await one(() => players[0])]
  return players
}

/** What holds of anybody’s things, however they came about. */
function expectAgreement({ spaces, conversations, files }: Possessions, versions: Map<string, number>): void {
  const spaceIds = spaces.map(({ id }) => id)
  expect(spaces.filter(({ isDefault }) => isDefault)).toHaveLength(1)
  for (const { id, version, messageCount, messages, space, attachedFiles } of conversations) {
    expect(messageCount).toBe(messages.length)
    expect(spaceIds).toContain(space.id)
    const positions = messages.map(({ position }) => position)
    expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b))
    const hanging = messages.flatMap((message) => message.files.map((file) => [file.id, message.id]))
    expect(hanging.map(([file]) => file).sort()).toEqual(attachedFiles.map((file) => file.id))
    const told = new Map(files.map((file) => [file.id, file.message?.id]))
    for (const [file = '', message] of hanging) expect(told.get(file)).toBe(message)
    expect(version).toBeGreaterThanOrEqual(versions.get(id) ?? 1)
    versions.set(id, version)
    for (const { content, parts } of messages)
      expect(content).toBe(parts.map((part) => (part.__typename === 'TextPart' ? part.text : '')).join(''))
  }
}

const idsIn = (has: Possessions): string[] => JSON.stringify(has).match(/[a-z]+_[0-9a-z]{26}/g) ?? []

function expectNothingShared(mine: Possessions, theirs: Possessions): void {
  const others = new Set(idsIn(theirs))
  expect(others.size).toBeGreaterThan(0)
  expect(idsIn(mine).filter((id) => others.has(id))).toEqual([])
}

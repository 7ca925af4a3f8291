import { loadDevMessages, loadErrorMessages } from '@apollo/client/dev'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import WebSocket from 'ws'
import { done } from '../features/fixtures.ts'
import { conversationOf, userWith } from '../judges/chat.ts'
import { expectSilence } from '../judges/console.ts'
import { lineTo } from '../judges/line.ts'
import { expectToResume, type Show } from '../judges/resume.ts'
import { clientOf } from '../support/client.ts'
import { testServer, tokenOf } from '../support/server.ts'
import { appOfThePage } from './app.ts'

/** docs/clients.md is an app: it is generated, checked and run as its reader would. */

// Apollo says nothing on the console unless told so before it is loaded.
vi.hoisted(() => Object.assign(globalThis, { __DEV__: true }))
loadDevMessages()
loadErrorMessages()

const api = await testServer()
const app = appOfThePage()

// biome-ignore lint/suspicious/noExplicitAny: modules of the page are whatever it says; tsc checks them
type Module = any

beforeAll(async () => {
  vi.stubGlobal('WebSocket', WebSocket)
  const tools = ['@graphql-codegen/cli/cjs/bin.js', 'relay-compiler/cli.js', 'typescript/bin/tsc']
  for (const program of ['introspect.mjs', ...tools.map((tool) => `node_modules/${tool}`)]) {
    const { status, said } = app.run(program)
    expect(status, said).toBe(0)
  }
  app.bundleRelay('src/relay/Chat.ts')
}, 240_000)
afterAll(() => vi.unstubAllGlobals())

expectSilence()

/** Has the app ask as this user, wherever the API is. */
async function signIn(name: string, url = api.url) {
  const { server } = await app.load('src/server.ts')
  Object.assign(server, { url: `${url}/graphql`, token: () => tokenOf(name) })
}

/** How a client of the page is used. */
interface Use {
  path: string
  client: (module: Module) => Promise<unknown>
  /** The titles of all conversations, after so many pages. */
  pages: (module: Module, client: Module) => Promise<(string | null)[][]>
  rename: (module: Module, client: Module, id: string, title: string, version: number) => Promise<unknown>
}

const titlesOf = (list: Module) => list.edges.map(({ node }: Module) => node.title)

/** For those whose every page has the ones before it. */
const byCursor = async ({ conversations }: Module, client: Module) => {
  const first = await conversations(client)
  return [titlesOf(first), titlesOf(await conversations(client, first.pageInfo.endCursor))]
}
const renamedBy: Use['rename'] = ({ rename }, client, ...args) => rename(client, ...args)

const uses: Record<string, Use> = {
  fetch: {
    path: 'src/fetch.ts',
    client: async () => null,
    pages: async ({ conversations }) => {
      const { nodes, pageInfo } = await conversations()
      const { nodes: others } = await conversations(pageInfo.endCursor)
      const titles = (some: Module[]) => some.map(({ title }) => title)
      return [titles(nodes), titles([...nodes, ...others])]
    },
    rename: ({ rename }, _client, ...args) => rename(...args),
  },
  'Apollo Client': {
    path: 'src/apollo.ts',
    client: async ({ apollo }) => apollo(),
    pages: async ({ conversations, nextPage }, client) => {
      const list = conversations(client)
      const subscription = list.subscribe(() => {})
      const shown = () => titlesOf(list.getCurrentResult().data?.conversations ?? { edges: [] })
      await expect.poll(() => shown().length).toBeGreaterThan(0)
      const first = shown()
      await nextPage(list)
      await expect.poll(() => shown().length).toBeGreaterThan(first.length)
      const second = shown()
      subscription.unsubscribe()
      return [first, second]
    },
    rename: renamedBy,
  },
  urql: {
    path: 'src/urql.ts',
    client: async ({ urql }) => urql(),
    pages: byCursor,
    rename: renamedBy,
  },
  Relay: {
    path: 'src/relay/Chat.ts',
    client: async ({ relay }) => relay(),
    pages: byCursor,
    rename: renamedBy,
  },
  'gql.tada': {
    path: 'src/tada.ts',
    client: async () => (await app.load('src/urql.ts')).urql(),
    pages: byCursor,
    rename: renamedBy,
  },
}

test.each(Object.entries(uses))('%s reads a list page by page', async (_, use) => {
  const { user } = await userWith(api.url, 23)
  await signIn(user.name)
  const module = await app.load(use.path)
  const titles = Array.from({ length: 23 }, (_, n) => `Chat ${23 - n}`)
  expect(await use.pages(module, await use.client(module))).toEqual([titles.slice(0, 20), titles])
})

test.each(Object.entries(uses))('%s renames, and says why it could not', async (_, use) => {
  const user = await clientOf(api.url)
  const id = await conversationOf(user, 'Before', [])
  await signIn(user.name)
  const module = await app.load(use.path)
  const client = await use.client(module)
  expect(await use.rename(module, client, id, 'After', 1)).toBeNull()
  expect(await use.rename(module, client, id, 'Later', 1)).toBe('It is called “After” now.')
  expect(await use.rename(module, client, id, ' ', 2)).toMatch(/^title: /)
})

const shows: Record<string, (module: Module, id: string) => Promise<() => Module>> = {
  fetch: async ({ watch }, id) => {
    let shown: Module
    const stop = new AbortController()
    const watching = watch(id, (conversation: Module) => (shown = conversation), stop.signal)
    onTestFinished(async () => {
      stop.abort()
      await watching
    })
    await expect.poll(() => shown).toBeDefined()
    return () => shown
  },
  'Apollo Client': async ({ apollo, watch, conversationQuery: query }, id) => {
    const client = apollo()
    const start = () => watch(client, id, start)
    await start()
    return () => client.readQuery({ query, variables: { id } })?.conversation
  },
  urql: async ({ urql, watch }, id) => {
    const client = urql()
    const { CONVERSATION } = await app.load('src/conversation.ts')
    const start = () => watch(client, id, start)
    await start()
    return () => client.readQuery(CONVERSATION, { id })?.data.conversation
  },
  Relay: async ({ relay, watch, shown }, id) => {
    const environment = relay()
    const start = () => watch(environment, id, start)
    await start()
    return () => shown(environment, id)
  },
}

test.each(Object.entries(shows))(
  '%s shows what the server has, also after its connection was lost',
  async (name, show) => {
    const module = await app.load(uses[name]?.path ?? '')
    const through: Show = async (line, user, id) => {
      await signIn(user.name, line.url)
      return show(module, id)
    }
    await expectToResume(api, through)
  },
)

test('gql.tada is told what happens to the list, also after its connection was lost', async () => {
  const user = await clientOf(api.url)
  const line = await lineTo(api.url)
  await signIn(user.name, line.url)
  const { watchList } = await app.load('src/tada.ts')
  const client = (await app.load('src/urql.ts')).urql()
  const { viewer } = await user.data('{ viewer { conversationListCursor } }')
  const told: Module[] = []
  onTestFinished(watchList(client, viewer.conversationListCursor, (event: Module) => told.push(event)))
  const titles = () => told.map(({ conversation }) => conversation?.title)

  const conversationId = await conversationOf(user, 'One', [])
  await expect.poll(titles).toEqual(['One'])
  line.cut()
  await done(user, 'renameConversation', { conversationId, title: 'Two' })
  line.restore()
  await expect.poll(titles).toEqual(['One', 'Two'])
})

import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { build, tertulia } from './tertulia.ts'

const folder = await mkdtemp(join(tmpdir(), 'tertulia-transfer-'))
const DATA_DIR = join(folder, 'data')
const at = (name: string) => join(folder, name)

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })
beforeAll(() => void build())
afterAll(() => rm(folder, { recursive: true }))

const run = (...args: string[]) => tertulia(args, { DATA_DIR })

const dump = {
  conversations: [
    {
      id: 'c-1',
      title: 'Trip',
      model: 'x',
      updatedAt: 1_735_689_660_000,
      messages: [
        { role: 'user', content: 'Where to?', timestamp: 1_735_689_600_000 },
        { role: 'robot', content: 'There.', timestamp: 1_735_689_601_000 },
      ],
    },
  ],
}

describe('import', () => {
  test('tells what it did and what it could not, and again that all is there', async () => {
    await writeFile(at('dump.json'), JSON.stringify(dump))
    const first = await run('import', '--user', 'ada', at('dump.json'))
    expect(first.code).toBe(2)
    expect(first.stderr).toMatch(
      /^Not taken: .*dump\.json: conversations\.0\.messages\.1: role: Value "ROBOT".*\n$/,
    )
    expect(first.stdout.split('\n')).toEqual([
      'Added 1 conversations, 1 messages.',
      'Fields that have no place here, and how often they came: model (1).',
      '1 not taken.',
      '',
    ])
    const again = await run('import', '--user', 'ada', at('dump.json'))
    expect(again.stdout).toContain('Added nothing.\nThere already: 1 conversations, 1 messages.\n')
  })

  test('with --json prints a value on each line, the counts last', async () => {
    const { code, stdout, stderr } = await run('import', '--user', 'bob', '--json', at('dump.json'))
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' })
    expect(lines).toEqual([
      {
        problem: {
          place: expect.stringContaining('conversations.0.messages.1'),
          reason: expect.any(String),
          isTaken: false,
        },
      },
      {
        added: { spaces: 0, conversations: 1, messages: 1, files: 0 },
        there: { spaces: 0, conversations: 0, messages: 0, files: 0 },
        refused: 1,
        reduced: 0,
        unread: { model: 1 },
      },
    ])
  })

  test('takes standard input, and ends with 0 when all of it is there', async () => {
    const child = execFile(process.execPath, ['dist/main.js', 'import', '--user', 'eve'], {
      env: { DATA_DIR },
    })
    child.stdin?.end('{"chats":[{"id":"c-1","title":"Trip","updated_at":"2026-01-01T00:00:00Z"}]}')
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect(code).toBe(0)
  })

  test.each([
    [
      'a file that is not there',
      ['import', '--user', 'ada', 'nowhere.json'],
      /^tertulia: ENOENT: .*nowhere\.json'$/,
    ],
    ['a folder', ['import', '--user', 'ada', folder], /^tertulia: .*: is a folder$/],
    ['nobody to import for', ['import', 'dump.json'], /--user <name>/],
    ['nobody to export', ['export', '--user', 'nobody'], /^tertulia: There is no user nobody\.$/],
    ['a format that is none', ['export', '--user', 'ada', '--format', 'pdf'], /ndjson, markdown/],
  ])('%s is told in one line', async (_, args, line) => {
    const { code, stdout, stderr } = await run(...args)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr.trim()).toMatch(line)
    expect(stderr.trim()).not.toContain('\n')
  })

  test('holds no more in memory than a conversation, however much it takes', async () => {
    const user = `user-${randomUUID()}`
    const content = 'A line to fill a message with. '.repeat(1_600)
    const conversations = function* () {
      yield '{"conversations":[{"id":"0","title":"One"}'
      for (let index = 1; index <= 2_400; index++)
        yield `,${JSON.stringify({ id: index % 20, title: 'One', messages: [{ role: 'nobody', content, timestamp: index }] })}`
      yield ']}'
    }
    await pipeline(Readable.from(conversations()), createWriteStream(at('large.json')))
    const options = { env: { DATA_DIR, NODE_OPTIONS: '--max-old-space-size=100' } }
    const { error, stdout } = await new Promise<{ error: unknown; stdout: string }>((resolve) =>
      execFile(
        process.execPath,
        ['dist/main.js', 'import', '--user', user, at('large.json')],
        options,
        (error, stdout) => resolve({ error, stdout }),
      ),
    )
    expect(error).toMatchObject({ code: 2 })
    expect(stdout).toContain('2400 not taken')
  })
})

describe('export', () => {
  test('writes what import takes, and Markdown', async () => {
    const { code, stdout } = await run('export', '--user', 'ada')
    expect(code).toBe(0)
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { type: 'tertulia', version: 1 },
      { type: 'space', isDefault: true },
      { type: 'conversation', externalId: 'c-1', title: 'Trip', updatedAt: '2025-01-01T00:01:00.000Z' },
      { type: 'message', role: 'USER', content: 'Where to?' },
    ])
    await writeFile(at('ada.ndjson'), stdout)
    const back = await run('import', '--user', 'ada', '--json', at('ada.ndjson'))
    expect(JSON.parse(back.stdout)).toMatchObject({ there: { conversations: 1, messages: 1 }, refused: 0 })

    const { stdout: text } = await run('export', '--user', 'ada', '--format', 'markdown')
    expect(text).toContain(
      '# Trip\n\nPersonal · 2025-01-01 00:00\n\n**User** · 2025-01-01 00:00\n\nWhere to?\n\n---\n',
    )
  })
})

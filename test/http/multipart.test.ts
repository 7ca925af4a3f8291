import { expect, test } from 'vitest'
import { bearer, testServer } from '../support/server.ts'

/** https://github.com/jaydenseric/graphql-multipart-request-spec, and what is not as it says. */

const { url, database } = await testServer({ MAX_MULTIPART_BYTES: '40000' })
const headers = { ...(await bearer('ana')), accept: 'application/graphql-response+json' }

const QUERY = `mutation ($file: Upload!) {
  uploadFile(file: $file) { ... on UploadFilePayload { file { name } } ... on Error { code } }
}`
const operations = { query: QUERY, variables: { file: null } }
const map = { a: ['variables.file'] }
const file = new File(['hello'], 'a.txt', { type: 'text/plain' })

type Field = [name: string, value: unknown]

async function send(fields: Field[], given: Record<string, string> = headers) {
  const form = new FormData()
  for (const [name, value] of fields)
    if (value instanceof File) form.append(name, value)
    else form.append(name, typeof value === 'string' ? value : JSON.stringify(value))
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers: given, body: form })
  return { status: response.status, body: await response.json() }
}

test('a request as specified', async () => {
  const { status, body } = await send([
    ['operations', operations],
    ['map', map],
    ['a', file],
  ])
  expect([status, body]).toEqual([200, { data: { uploadFile: { file: { name: 'a.txt' } } } }])
})

test('one file in two places', async () => {
  const { body } = await send([
    [
      'operations',
      {
        query: `mutation ($one: Upload!, $other: Upload!) {
          one: uploadFile(file: $one) { __typename } other: uploadFile(file: $other) { __typename }
        }`,
        variables: { one: null, other: null },
      },
    ],
    ['map', { a: ['variables.one', 'variables.other'] }],
    ['a', file],
  ])
  const done = { __typename: 'UploadFilePayload' }
  expect(body).toEqual({ data: { one: done, other: done } })
})

test.each<[string, Field[]]>([
  [
    'no operations',
    [
      ['map', map],
      ['a', file],
    ],
  ],
  [
    'no map',
    [
      ['operations', operations],
      ['a', file],
    ],
  ],
  [
    'the map before the operations',
    [
      ['map', map],
      ['operations', operations],
      ['a', file],
    ],
  ],
  [
    'operations that are no JSON',
    [
      ['operations', '{'],
      ['map', map],
      ['a', file],
    ],
  ],
  [
    'operations that are a file',
    [
      ['operations', file],
      ['map', map],
      ['a', file],
    ],
  ],
  [
    'a list of operations',
    [
      ['operations', [operations]],
      ['map', { a: ['0.variables.file'] }],
      ['a', file],
    ],
  ],
  [
    'operations that are null',
    [
      ['operations', null],
      ['map', map],
      ['a', file],
    ],
  ],
  [
    'a map that is no JSON',
    [
      ['operations', operations],
      ['map', '{'],
      ['a', file],
    ],
  ],
  [
    'a map that is a list',
    [
      ['operations', operations],
      ['map', [['variables.file']]],
      ['a', file],
    ],
  ],
  [
    'a map without lists',
    [
      ['operations', operations],
      ['map', { a: 'variables.file' }],
      ['a', file],
    ],
  ],
  [
    'a file that is missing',
    [
      ['operations', operations],
      ['map', { b: ['variables.file'] }],
      ['a', file],
    ],
  ],
  [
    'a string as a file',
    [
      ['operations', operations],
      ['map', map],
      ['a', 'hello'],
    ],
  ],
  [
    'a place that is not there',
    [
      ['operations', operations],
      ['map', { a: ['variables.other'] }],
      ['a', file],
    ],
  ],
  [
    'a place that is deeper',
    [
      ['operations', operations],
      ['map', { a: ['variables.file.x'] }],
      ['a', file],
    ],
  ],
  [
    'a place that is taken',
    [
      ['operations', { ...operations, variables: { file: 'x' } }],
      ['map', map],
      ['a', file],
    ],
  ],
  [
    'a place beside the variables',
    [
      ['operations', { ...operations, query: null }],
      ['map', { a: ['query'] }],
      ['a', file],
    ],
  ],
  [
    'a place in a prototype',
    [
      ['operations', operations],
      ['map', { a: ['variables.__proto__.x'] }],
      ['a', file],
    ],
  ],
])('%s is refused with 400', async (_, fields) => {
  const { status, body } = await send(fields)
  expect(status).toBe(400)
  expect(body.errors[0].extensions.code).toBe('BAD_USER_INPUT')
})

test('no other scalar takes a file, or looks into it', async () => {
  const large = new File([Buffer.alloc(9_000)], 'a.bin')
  const create = 'createConversation(input: { metadata: $file }) { __typename ... on Error { detail } }'
  for (const [type, variables, place, field] of [
    ['JSONObject', { file: null }, 'variables.file', create],
    ['JSONObject', { file: { deep: null } }, 'variables.file.deep', create],
    ['ID', { file: null }, 'variables.file', 'deleteFile(input: { fileId: $file }) { __typename }'],
  ] as const) {
    const { status, body } = await send([
      ['operations', { query: `mutation ($file: ${type}!) { ${field} }`, variables }],
      ['map', { a: [place] }],
      ['a', large],
    ])
    const text = JSON.stringify(body)
    expect([status, text.length < 500]).toEqual([
      type === 'JSONObject' && place.endsWith('deep') ? 200 : 400,
      true,
    ])
    expect(text).toMatch(/BAD_USER_INPUT|Must be JSON/)
  }
})

test('a form has so many files, and no more', async () => {
  const fields = (count: number): Field[] => [
    ['operations', { query: '{ __typename }' }],
    ['map', {}],
    ...Array.from({ length: count }, (_, n): Field => [`${n}`, new File([], 'a')]),
  ]
  expect((await send(fields(50))).status).toBe(200)
  expect((await send(fields(101))).status).toBe(400)
})

test('an operation that expects a file and gets none is refused with 400', async () => {
  for (const value of [null, 'hello', {}, { name: 'a', stream: null }]) {
    const { status, body } = await send([
      ['operations', { query: QUERY, variables: { file: value } }],
      ['map', {}],
    ])
    expect([status, body.errors[0].extensions.code]).toEqual([400, 'BAD_USER_INPUT'])
    const json = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ query: QUERY, variables: { file: value } }),
    })
    expect(json.status).toBe(400)
  }
})

test.each([
  ['no boundary', 'multipart/form-data', 'hello'],
  [
    'a body that is cut off',
    'multipart/form-data; boundary=x',
    '--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n{',
  ],
  ['a body of nothing', 'multipart/form-data; boundary=x', ''],
])('%s is refused with 400', async (_, type, body) => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { ...headers, 'content-type': type },
    body,
  })
  expect(response.status).toBe(400)
  expect((await response.json()).errors[0].extensions.code).toBe('BAD_USER_INPUT')
})

test('a form that is too large is refused with 413, and one without a token with 401', async () => {
  const large = new File([Buffer.alloc(40_000)], 'a.bin')
  const fields: Field[] = [
    ['operations', operations],
    ['map', map],
    ['a', large],
  ]
  const before = await database.prisma.file.count()
  expect((await send(fields)).status).toBe(413)
  expect(
    (
      await send(
        [
          ['operations', operations],
          ['map', map],
          ['a', file],
        ],
        {},
      )
    ).status,
  ).toBe(401)
  expect(await database.prisma.file.count()).toBe(before)
})

test('a query needs no files', async () => {
  const { body } = await send([
    ['operations', { query: '{ __typename }' }],
    ['map', {}],
  ])
  expect(body).toEqual({ data: { __typename: 'Query' } })
})

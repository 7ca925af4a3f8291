import { expect, test } from 'vitest'
import { bearer, post, testServer } from '../support/server.ts'

const { url } = await testServer()
const headers = { ...(await bearer('ada')), 'x-request-id': 'of-this-test' }

const operations: [string, object][] = [
  ['data', { query: '{ viewer { name } }' }],
  ['variables', { query: 'query ($id: ID!) { node(id: $id) { id } }', variables: { id: 'x' } }],
  ['one of several', { query: 'query A { a: __typename } query B { b: __typename }', operationName: 'B' }],
  ['a field’s own error', { query: '{ viewer { name } conversations(first: 101) { totalCount } }' }],
  ['a refusal', { query: 'mutation { deleteSpace(input: { spaceId: "x" }) { __typename } }' }],
  ['extensions', { query: '{ __typename }', extensions: { a: 1 } }],
  ['no such field', { query: '{ nothing }' }],
  ['no document', { query: '{' }],
  ['no such operation', { query: 'query A { __typename }', operationName: 'B' }],
  ['a missing variable', { query: 'query ($id: ID!) { node(id: $id) { id } }' }],
  ['variables of the wrong kind', { query: '{ __typename }', variables: 1 }],
  ['a name of the wrong kind', { query: '{ __typename }', operationName: 1 }],
  ['no query', {}],
  ['a batch', [{ query: '{ __typename }' }]],
  ['something else beside it', { query: '{ __typename }', batch: 1 }],
]
const accepts = [
  '*/*',
  'application/json',
  'application/graphql-response+json',
  'text/html, application/json',
]

// (A subscription would go on.) The other type is one that only Yoga takes.
test.each(operations)('%s is answered as it is to clients of another kind', async (_, operation) => {
  for (const accept of accepts) {
    const answer = async (type: string) => {
      const answer = await post(url, operation, { ...headers, accept, 'content-type': type }).catch(String)
      return typeof answer === 'string'
        ? answer
        : [answer.status, answer.headers.get('content-type'), answer.body]
    }
    expect(await answer('application/json')).toEqual(await answer('application/graphql+json'))
  }
})

import { randomUUID } from 'node:crypto'
import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { print } from 'graphql'
import { type Answer, bearer, post } from './server.ts'

export interface Client {
  /** The user's name, and `sub` of their token. */
  name: string
  /** Sends an operation and answers with its data; fails on errors, with all there is to know. */
  data: Data
  /** Sends an operation and answers with everything. */
  send: (query: string, variables?: object) => Promise<Answer>
}

interface Data {
  <Result, Variables extends object>(
    operation: TypedDocumentNode<Result, Variables>,
    variables: Variables,
  ): Promise<Result>
  // biome-ignore lint/suspicious/noExplicitAny: data is whatever the test says that it is
  (query: string, variables?: object): Promise<any>
}

/** A user of their own over real HTTP; each test makes those it needs, so that nothing needs cleaning up. */
export async function clientOf(url: string, name = `user-${randomUUID()}`): Promise<Client> {
  const headers = await bearer(name)
  const send = (query: string, variables: object = {}) => post(url, { query, variables }, headers)
  const data: Data = async (operation: string | TypedDocumentNode, variables: object = {}) => {
    const query = typeof operation === 'string' ? operation : print(operation)
    const answer = await send(query, variables)
    if (answer.status === 200 && !answer.body.errors) return answer.body.data
    const { status, body } = answer
    throw new Error(
      `${status} ${JSON.stringify(body)}\nof ${query}\nwith ${JSON.stringify(variables).slice(0, 2000)}`,
    )
  }
  return { name, data, send }
}

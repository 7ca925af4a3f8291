import { authorizationOf } from './token.mjs'

/** Sends one request the simple way and answers with its data; whatever is no full success is an error. */
export async function ask({ url, title }, { subject, body }) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: await authorizationOf(subject) },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  const { data, errors } = response.ok ? JSON.parse(text) : { errors: text }
  if (errors) throw new Error(`${title}: ${response.status} ${JSON.stringify(errors).slice(0, 2_000)}`)
  return data
}

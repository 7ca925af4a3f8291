import { expect } from 'vitest'
import { openPage, serveEmptyPage, testInBrowser } from '../../support/browser.ts'
import { testServer, tokenOf } from '../../support/server.ts'
import { plain } from './images.ts'

const origin = await serveEmptyPage()
const { url } = await testServer({ CORS_ORIGINS: origin })

testInBrowser('a page of another origin uploads a picture and shows its thumbnail', async () => {
  const page = await openPage()
  await page.goto(origin)
  const picture = (await plain(1024, 768).png().toBuffer()).toString('base64')
  const shown = await page.evaluate(uploadAndShow, {
    graphql: `${url}/graphql`,
    token: await tokenOf('ada'),
    picture,
  })
  expect(shown).toEqual({ contentType: 'image/png', width: 512, height: 384, text: 'a picture' })
})

/** Runs in the page. */
async function uploadAndShow({
  graphql,
  token,
  picture,
}: {
  graphql: string
  token: string
  picture: string
}) {
  const bytes = Uint8Array.from(atob(picture), (character) => character.charCodeAt(0))
  const file = new File([bytes], 'Ein Bild.png', { type: 'image/png' })

  async function ask(query: string, variables: object) {
    const response = await fetch(graphql, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    })
    return (await response.json()).data
  }

  const { createUpload } = await ask(
    `mutation ($input: CreateUploadInput!) {
      createUpload(input: $input) { ... on CreateUploadPayload { file { id } uploadUrl uploadHeaders } }
    }`,
    { input: { name: file.name, contentType: file.type, size: file.size } },
  )
  await fetch(createUpload.uploadUrl, { method: 'PUT', headers: createUpload.uploadHeaders, body: file })
  const { createConversation } = await ask(
    `mutation ($input: CreateConversationInput!) {
      createConversation(input: $input) { ... on CreateConversationPayload { conversation { id } } }
    }`,
    { input: { messages: [{ role: 'USER', content: 'a picture', fileIds: [createUpload.file.id] }] } },
  )
  const { id } = createConversation.conversation
  let message = null
  // A client that does not watch: MessageChanged would tell.
  for (let tries = 0; tries < 200 && !message?.files[0].previewUrl; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    const { conversation } = await ask(
      'query ($id: ID!) { conversation(id: $id) { lastMessage { content files { contentType previewUrl } } } }',
      { id },
    )
    message = conversation.lastMessage
  }
  const image = document.body.appendChild(new Image())
  image.src = message.files[0].previewUrl
  await image.decode()
  const { naturalWidth: width, naturalHeight: height } = image
  return { contentType: message.files[0].contentType, width, height, text: message.content }
}

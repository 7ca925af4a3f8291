import { useMutation } from '@apollo/client/react'
import { typeid } from 'typeid-js'
import { SAY } from './operations.ts'

export function Composer({ conversationId }: { conversationId: string }) {
  const [say, { error }] = useMutation(SAY)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        const form = event.currentTarget
        const content = String(new FormData(form).get('content')).trim()
        form.reset()
        // What it adds is told by the subscription.
        if (content) void say({ variables: { id: typeid('msg').toString(), conversationId, content } })
      }}
    >
      <input name="content" aria-label="Message" placeholder="Write a message" autoComplete="off" />
      <button type="submit">Send</button>
      {error && <p role="alert">{error.message}</p>}
    </form>
  )
}

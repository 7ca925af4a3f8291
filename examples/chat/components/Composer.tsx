import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useAction } from '../hooks/useAction.ts'
import type { useUploads } from '../hooks/useUploads.ts'
import { newId } from '../ids.ts'
import { STOP } from '../operations.ts'
import { outbox } from '../outbox.ts'
import { Icon } from './Icon.tsx'
import { UploadChip } from './UploadChip.tsx'

interface Props {
  conversationId: string
  /** Where the conversation is to begin, unless it has. */
  begins: { spaceId: string | null } | null
  /** The message that is being written to answer, if one is. */
  answerId: string | undefined
  uploads: ReturnType<typeof useUploads>
}

const TITLE_LENGTH = 60

export function Composer({ conversationId, begins, answerId, uploads: attached }: Props) {
  const { uploads, add, retry, remove, clear } = attached
  const act = useAction()
  const [text, setText] = useState('')
  const input = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const content = text.trim()
  const isReady = uploads.every(({ state }) => state === 'done') && Boolean(content || uploads.length)

  // Not on a phone, where it would bring up the keyboard.
  useEffect(() => {
    if (matchMedia('(hover: hover)').matches) input.current?.focus()
  }, [])

  function send(event: FormEvent | KeyboardEvent) {
    event.preventDefault()
    if (!isReady) return
    const files = uploads.map(({ id, file: { name, type, size } }) => ({
      id: id as string,
      name,
      contentType: type,
      size,
    }))
    const title = (content.split('\n')[0] || files[0]?.name || '').slice(0, TITLE_LENGTH).toWellFormed()
    outbox.send({
      id: newId('msg'),
      conversationId,
      begins: begins ? { title, ...begins } : undefined,
      content,
      files,
    })
    setText('')
    clear()
  }

  function onKeyDown(event: KeyboardEvent) {
    const isTyping = event.nativeEvent.isComposing
    if (event.key === 'Enter' && !event.shiftKey && !isTyping) send(event)
  }

  return (
    <form className="composer" onSubmit={send}>
      {uploads.length > 0 && (
        <ul className="chips" aria-label="Attached files">
          {uploads.map((upload) => (
            <UploadChip
              key={upload.key}
              upload={upload}
              onRetry={() => retry(upload)}
              onRemove={() => remove(upload)}
            />
          ))}
        </ul>
      )}
      <div className="composer-row">
        <button
          type="button"
          className="icon-button"
          aria-label="Attach files"
          title="Attach files"
          onClick={() => picker.current?.click()}
        >
          <Icon name="attach" />
        </button>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          onChange={({ target }) => {
            add(target.files ?? [])
            target.value = ''
          }}
        />
        <textarea
          ref={input}
          rows={1}
          aria-label="Message"
          placeholder="Write a message"
          enterKeyHint="send"
          value={text}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={onKeyDown}
          onPaste={({ clipboardData }) => add(clipboardData.files)}
        />
        {answerId && !content ? (
          <button
            type="button"
            className="icon-button send"
            aria-label="Stop the answer"
            onClick={() => act(STOP, { id: answerId })}
          >
            <Icon name="stop" />
          </button>
        ) : (
          <button type="submit" className="icon-button send" aria-label="Send" disabled={!isReady}>
            <Icon name="send" />
          </button>
        )}
      </div>
    </form>
  )
}

import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { markdown } from '../../src/export/markdown.ts'
import type { DataRecord } from '../../src/export/records.ts'

async function* records(...all: DataRecord[]) {
  yield* all
}

const file = { type: 'file', name: 'a.png', contentType: 'image/png', size: 12 } as const

test('a conversation is a heading, a message is what was said, by whom and when', async () => {
  const written = await text(
    markdown(
      records(
        { type: 'space', isDefault: true, name: 'Personal' },
        { type: 'space', id: 'space_1', name: 'Work' },
        { ...file, name: 'on nothing.png' },
        {
          type: 'conversation',
          spaceId: 'space_1',
          title: 'Plan',
          isPinned: true,
          createdAt: '2026-01-31T12:00:00.000Z',
          archivedAt: '2026-02-01T12:00:00.000Z',
        },
        {
          type: 'message',
          role: 'USER',
          content: '*Where* to?',
          createdAt: '2026-01-31T12:00:01.000Z',
          files: [file],
        },
        {
          type: 'message',
          role: 'ASSISTANT',
          status: 'CANCELLED',
          createdAt: '2026-01-31T12:01:00.000Z',
          editedAt: '2026-01-31T12:02:00.000Z',
          parts: [
            { reasoning: { text: 'Two\nlines' } },
            { toolCall: { toolCallId: '1', toolName: 'find', input: '```' } },
            { file: { fileId: 'file_1' } },
            { text: { text: 'There.' } },
          ],
        },
        {
          type: 'conversation',
          createdAt: '2026-03-01T00:00:00.000Z',
          trashedAt: '2026-03-02T00:00:00.000Z',
        },
      ),
    ),
  )
  expect(written).toBe(`- on nothing.png (image/png, 12 bytes)

# Plan

Work · 2026-01-31 12:00 · pinned · archived

**User** · 2026-01-31 12:00

*Where* to?

- a.png (image/png, 12 bytes)

---

**Assistant** · 2026-01-31 12:01 · edited · cancelled

> Two
> lines

\`\`\`\`json
{
  "toolCall": {
    "toolCallId": "1",
    "toolName": "find",
    "input": "\`\`\`"
  }
}
\`\`\`\`

There.

---

# Untitled

Personal · 2026-03-01 00:00 · in the trash

`)
})

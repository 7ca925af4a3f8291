import type { ConversationRecord, DataRecord, FileRecord, MessageRecord } from './records.ts'

/** The same for a person to read: a heading for each conversation, then who said what, when. */
export async function* markdown(records: AsyncIterable<DataRecord>): AsyncGenerator<string> {
  const spaces = new Map<string | undefined, string>()
  for await (const record of records) {
    if (record.type === 'space') spaces.set(record.id, record.name)
    else if (record.type === 'conversation') yield headingOf(record, spaces.get(record.spaceId))
    else if (record.type === 'message') yield textOf(record)
    else yield `${fileLine(record)}\n\n`
  }
}

function headingOf(conversation: ConversationRecord, space: string | undefined): string {
  const { title, createdAt, isPinned, archivedAt, trashedAt } = conversation
  const facts = [
    space,
    dateOf(createdAt),
    isPinned && 'pinned',
    trashedAt ? 'in the trash' : archivedAt && 'archived',
  ]
  return `# ${title ?? 'Untitled'}\n\n${facts.filter(Boolean).join(' · ')}\n\n`
}

function textOf({ role, createdAt, editedAt, status, content, parts, files }: MessageRecord): string {
  const facts = [
    `**${role.charAt(0)}${role.slice(1).toLowerCase()}**`,
    dateOf(createdAt),
    editedAt && 'edited',
    status?.toLowerCase(),
  ]
  const pieces = parts?.map((part) => pieceOf(part as Record<string, unknown>)) ?? [content]
  const blocks = [facts.filter(Boolean).join(' · '), ...pieces, (files ?? []).map(fileLine).join('\n')]
  return `${blocks.filter(Boolean).join('\n\n')}\n\n---\n\n`
}

/** Text as it is; thoughts as a quotation; a file stands below, with the others; anything else as JSON. */
function pieceOf(part: Record<string, unknown>): string {
  const [[type, value] = ['', {}]] = Object.entries(part) as [string, { text?: string }][]
  if (type === 'text') return value.text ?? ''
  if (type === 'reasoning') return (value.text ?? '').replace(/^/gm, '> ')
  if (type === 'file') return ''
  return fenced(JSON.stringify({ [type]: value }, null, 2))
}

/** A fence longer than any in the text. */
function fenced(json: string): string {
  const longest = Math.max(2, ...(json.match(/`+/g) ?? []).map(({ length }) => length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}json\n${json}\n${fence}`
}

const fileLine = ({ name, contentType, size }: FileRecord) => `- ${name} (${contentType}, ${size} bytes)`

const dateOf = (time: string | undefined) => time?.slice(0, 16).replace('T', ' ')

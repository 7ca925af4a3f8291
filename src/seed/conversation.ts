import { titleKey } from '../platform/text.ts'
import { agentIds, modes } from './corpus/things.ts'
import { languages } from './corpus/topic.ts'
import { dialogue } from './dialogue.ts'
import { messages } from './messages.ts'
import type { Owner } from './owners.ts'
import type { Random } from './random.ts'
import { type ConversationRow, type FileRow, type MessageRow, timestamp, timestampOrNull } from './rows.ts'
import { timeline } from './timeline.ts'

export type SeedConversation = { conversation: ConversationRow; messages: MessageRow[]; files: FileRow[] }

const DAY = 86_400_000

/** One conversation with so many messages, as the API would have left it. */
export function conversation(owner: Owner, size: number, until: number, random: Random): SeedConversation {
  const language = random.chance(0.8) ? owner.language : random.pick(languages)
  const { title: subject, exchanges } = dialogue(language, random)
  const times = timeline(Math.max(size, 1), owner.joinedAt, until, random)
  const createdAt = times[0] as number
  const sortAt = times.at(-1) as number
  const id = random.key(createdAt)
  const written = messages({ id, owner, exchanges, times: times.slice(0, size), until, random })
  const title = random.chance(0.97) ? titled(subject, createdAt, random) : null
  const isPinned = random.chance(0.01)
  const left = leaving(sortAt, until, random)
  return {
    ...written,
    conversation: {
      id,
      owner_id: owner.id,
      space_id: random.chance(0.6) ? owner.defaultSpaceId : random.pick(owner.spaceIds),
      external_id: random.chance(0.03) ? `thread-${id}` : null,
      title,
      title_key: title && titleKey(title),
      is_pinned: isPinned,
      agent_id: random.chance(0.4) ? random.pick(agentIds) : null,
      mode: random.chance(0.3) ? random.pick(modes) : null,
      metadata: random.chance(0.2) ? { client: random.pick(['web', 'ios', 'android']), language } : null,
      version: 1 + Number(isPinned) + left.changes,
      message_count: size,
      last_position: size,
      created_at: timestamp(createdAt),
      last_message_at: size > 0 ? timestamp(sortAt) : null,
      sort_at: timestamp(sortAt),
      updated_at: left.trashed_at ?? left.archived_at ?? timestamp(createdAt),
      state: left.trashed_at ? 'TRASHED' : left.archived_at ? 'ARCHIVED' : 'ACTIVE',
      archived_at: left.archived_at,
      trashed_at: left.trashed_at,
    },
  }
}

/** Some bear their day, as those that come back to a subject do. */
const titled = (subject: string, createdAt: number, random: Random): string =>
  random.chance(0.2) ? `${subject} · ${timestamp(createdAt).slice(0, 10)}` : subject

/** Some were put away after their last message: into the archive, into the trash, or into one and then the other. */
function leaving(after: number, until: number, random: Random) {
  const archivedAt = random.chance(0.1) ? random.integer(after, until) : null
  // Lately, because what has been in the trash for long is gone.
  const trashedAt = random.chance(0.04)
    ? random.integer(Math.max(archivedAt ?? after, until - 20 * DAY), until)
    : null
  return {
    archived_at: timestampOrNull(archivedAt),
    trashed_at: timestampOrNull(trashedAt),
    changes: Number(archivedAt !== null) + Number(trashedAt !== null),
  }
}

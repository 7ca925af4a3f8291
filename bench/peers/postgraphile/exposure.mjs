import { jsonPgSmartTags } from 'postgraphile/utils'

const [CONNECTION, LIST, SINGLE] = ['connection', 'list', 'single'].map((kind) => `-query:resource:${kind}`)

const behaviors = {
  _prisma_migrations: '-*',
  events: '-*',
  message_chunks: '-*',
  message_streams: '-*',
  preview_jobs: '-*',
  removals: '-*',
  secrets: '-*',
  users: '-*',
  conversations: LIST,
  spaces: `${LIST} ${SINGLE}`,
  messages: `${CONNECTION} ${LIST} ${SINGLE}`,
  files: `${CONNECTION} ${LIST} ${SINGLE}`,
}

/** What can be asked for is what the workloads ask for: PostGraphile offers every table that it finds. */
export const exposure = jsonPgSmartTags({
  version: 1,
  config: {
    class: Object.fromEntries(
      Object.entries(behaviors).map(([table, behavior]) => [table, { tags: { behavior } }]),
    ),
  },
})

import { jsonParse } from 'postgraphile/@dataplan/json'
import { sideEffectWithPgClient } from 'postgraphile/@dataplan/pg'
import { access, context, lambda, listen, object } from 'postgraphile/grafast'
import { extendSchema, gql } from 'postgraphile/utils'

/** In one statement: the function in the database that writes, and word to those who listen. */
const ADD = `SELECT added.id, pg_notify('added ' || added.conversation_id, json_build_object('id', added.id,
  'role', added.role, 'content', added.content, 'createdAt', added.created_at)::text)
FROM bench_add_message($1, $2, $3::message_role, $4) added`

/** Adding a message, and watching for those that are added. */
export const messages = extendSchema(
  ({
    input: {
      pgRegistry: { pgResources },
    },
  }) => ({
    typeDefs: gql`
    extend type Mutation {
      addMessage(input: AddMessageInput!): AddMessagePayload
    }
    input AddMessageInput {
      conversationId: UUID!
      role: MessageRole!
      content: String!
    }
    type AddMessagePayload {
      message: Message
    }
    extend type Subscription {
      conversationEvents(conversationId: UUID!): MessageAdded
    }
    type MessageAdded {
      message: AddedMessage
    }
    type AddedMessage {
      id: UUID
      role: MessageRole
      content: String
      createdAt: Datetime
    }
  `,
    objects: {
      Mutation: {
        plans: {
          addMessage(_root, { $input }) {
            const $data = object({
              viewer: context().get('viewer'),
              conversation: $input.get('conversationId'),
              role: $input.get('role'),
              content: $input.get('content'),
            })
            const $id = sideEffectWithPgClient(pgResources.messages.executor, $data, async (client, data) => {
              const { viewer, conversation, role, content } = data
              const { rows } = await client.query({
                text: ADD,
                values: [viewer, conversation, role, content],
              })
              return rows[0].id
            })
            return object({ message: pgResources.messages.get({ id: $id }) })
          },
        },
      },
      Subscription: {
        plans: {
          conversationEvents: {
            // Only an owner knows the topic: it is looked up as theirs.
            subscribePlan(_root, { $conversationId }) {
              const $conversation = pgResources.conversations.find({
                id: $conversationId,
                owner_id: context().get('viewer'),
              })
              const $id = $conversation.single().get('id')
              const $topic = lambda($id, (id) => `added ${id}`)
              return listen(context().get('pgSubscriber'), $topic, jsonParse)
            },
            plan: ($event) => $event,
          },
        },
      },
      MessageAdded: { plans: { message: ($event) => $event } },
      AddedMessage: {
        plans: Object.fromEntries(
          ['id', 'role', 'content', 'createdAt'].map((name) => [name, ($event) => access($event, name)]),
        ),
      },
    },
  }),
)

import { graphql } from '../gql/assistant/index.ts'

/** The newest conversations with their last two messages: a question, and perhaps the beginning of its answer. */
export const UNFINISHED = graphql(`
  query Unfinished {
    viewer {
      id
      conversationListCursor
    }
    conversations(first: 30) {
      nodes {
        id
        messages(last: 2) {
          nodes {
            ...Question
            status
          }
        }
      }
    }
  }
`)

graphql(`
  fragment Question on Message {
    id
    role
    content
    files {
      name
      contentType
      size
    }
  }
`)

export const EVENTS = graphql(`
  subscription AssistantEvents($after: String) {
    conversationListEvents(after: $after) {
      __typename
      ... on Event {
        cursor
      }
      ... on ConversationCreated {
        conversation {
          ...Asked
        }
      }
      ... on ConversationChanged {
        conversation {
          ...Asked
        }
      }
    }
  }
`)

graphql(`
  fragment Asked on Conversation {
    id
    lastMessage {
      ...Question
    }
  }
`)

import { graphql } from '../gql/index.ts'

/** What a chat app asks for. Every client library is given the same. */

export const SIDEBAR = graphql(`
  query Sidebar($first: Int, $after: String) {
    viewer {
      id
      name
    }
    conversations(first: $first, after: $after) {
      edges {
        cursor
        node {
          id
          title
          messageCount
          lastMessage {
            id
            content
          }
          space {
            id
            name
          }
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
      totalCount
    }
  }
`)

export const HISTORY = graphql(`
  query History($id: ID!, $last: Int!, $before: String) {
    conversation(id: $id) {
      id
      title
      messages(last: $last, before: $before) {
        edges {
          cursor
          node {
            id
            role
            content
            author {
              id
              name
            }
            files {
              id
              name
            }
            parts {
              __typename
              ... on TextPart {
                text
              }
              ... on ReasoningPart {
                text
              }
              ... on ToolCallPart {
                toolCallId
                toolName
                input
              }
              ... on ToolResultPart {
                toolCallId
                output
              }
              ... on FilePart {
                file {
                  id
                  name
                }
              }
              ... on SourcePart {
                url
                title
              }
              ... on DataPart {
                name
                data
              }
            }
          }
        }
        pageInfo {
          hasNextPage
          hasPreviousPage
          startCursor
          endCursor
        }
      }
    }
  }
`)

export const CREATE = graphql(`
  mutation Create($input: CreateConversationInput!) {
    createConversation(input: $input) {
      __typename
      ... on CreateConversationPayload {
        conversation {
          id
          title
        }
      }
      ... on Error {
        code
        detail
      }
    }
  }
`)

export const RENAME = graphql(`
  mutation Rename($input: RenameConversationInput!) {
    renameConversation(input: $input) {
      __typename
      ... on RenameConversationPayload {
        conversation {
          id
          title
        }
      }
      ... on Error {
        code
        detail
      }
      ... on ValidationError {
        issues {
          path
          message
        }
      }
      ... on ConflictError {
        current {
          __typename
          id
          ... on Conversation {
            title
          }
        }
      }
    }
  }
`)

export const SAY = graphql(`
  mutation Say($input: AddMessageInput!) {
    addMessage(input: $input) {
      __typename
      ... on AddMessagePayload {
        message {
          id
          content
          conversation {
            id
            messageCount
            lastMessage {
              id
              content
            }
          }
        }
      }
      ... on Error {
        code
        detail
      }
    }
  }
`)

export const EDIT = graphql(`
  mutation Edit($input: EditMessageInput!) {
    editMessage(input: $input) {
      __typename
      ... on EditMessagePayload {
        message {
          id
          content
          parts {
            __typename
            ... on TextPart {
              text
            }
          }
        }
      }
      ... on Error {
        code
        detail
      }
    }
  }
`)

export const DELETE = graphql(`
  mutation Delete($input: DeleteConversationInput!) {
    deleteConversation(input: $input) {
      __typename
      ... on DeleteConversationPayload {
        deletedConversationId
      }
      ... on Error {
        code
        detail
      }
    }
  }
`)

import { graphql } from 'relay-runtime'

/** A chat app's operations as Relay's guides write them. It is compiled, not run. */

export const query = graphql`
  query ChatQuery($id: ID!) {
    ...Chat_sidebar
    ...Chat_spaces
    conversation(id: $id) {
      ...Chat_history
      ...Chat_files
    }
    node(id: $id) {
      ... on Conversation {
        title
      }
    }
  }
`

export const sidebar = graphql`
  fragment Chat_sidebar on Query
  @refetchable(queryName: "ChatSidebarPageQuery")
  @argumentDefinitions(
    first: { type: "Int", defaultValue: 20 }
    after: { type: "String" }
    filter: { type: "ConversationFilter" }
  ) {
    conversations(first: $first, after: $after, filter: $filter)
      @connection(key: "Chat_conversations", filters: ["filter"]) {
      __id
      edges {
        node {
          id
          title
          lastMessage {
            content
          }
        }
      }
    }
  }
`

export const history = graphql`
  fragment Chat_history on Conversation
  @refetchable(queryName: "ChatHistoryPageQuery")
  @argumentDefinitions(last: { type: "Int", defaultValue: 50 }, before: { type: "String" }) {
    title
    messages(last: $last, before: $before) @connection(key: "Chat_messages") {
      __id
      edges {
        node {
          role
          content
          author {
            name
          }
        }
      }
    }
  }
`

export const files = graphql`
  fragment Chat_files on Conversation
  @refetchable(queryName: "ChatFilesPageQuery")
  @argumentDefinitions(first: { type: "Int", defaultValue: 20 }, after: { type: "String" }) {
    attachedFiles(first: $first, after: $after) @connection(key: "Chat_attachedFiles") {
      edges {
        node {
          name
        }
      }
    }
  }
`

export const spaces = graphql`
  fragment Chat_spaces on Query
  @refetchable(queryName: "ChatSpacesPageQuery")
  @argumentDefinitions(first: { type: "Int", defaultValue: 20 }, after: { type: "String" }) {
    spaces(first: $first, after: $after) @connection(key: "Chat_spaces") {
      edges {
        node {
          name
          ...Chat_space
        }
      }
    }
  }
`

export const space = graphql`
  fragment Chat_space on Space
  @refetchable(queryName: "ChatSpacePageQuery")
  @argumentDefinitions(first: { type: "Int", defaultValue: 20 }, after: { type: "String" }) {
    conversations(first: $first, after: $after, orderBy: { field: TITLE, direction: ASC })
      @connection(key: "Chat_conversations") {
      edges {
        node {
          title
        }
      }
    }
  }
`

export const start = graphql`
  mutation ChatStartMutation($input: CreateConversationInput!, $connections: [ID!]!) {
    createConversation(input: $input) {
      __typename
      ... on CreateConversationPayload {
        conversation @prependNode(connections: $connections, edgeTypeName: "ConversationEdge") {
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
`

export const say = graphql`
  mutation ChatSayMutation($input: AddMessageInput!, $connections: [ID!]!) {
    addMessage(input: $input) {
      __typename
      ... on AddMessagePayload {
        message @appendNode(connections: $connections, edgeTypeName: "MessageEdge") {
          id
          role
          content
          conversation {
            messageCount
          }
        }
      }
      ... on ConflictError {
        current {
          ...Chat_history @alias
        }
      }
    }
  }
`

export const forget = graphql`
  mutation ChatForgetMutation($input: DeleteConversationInput!, $connections: [ID!]!) {
    deleteConversation(input: $input) {
      ... on DeleteConversationPayload {
        deletedConversationId @deleteEdge(connections: $connections) @deleteRecord
      }
    }
  }
`

export const unsay = graphql`
  mutation ChatUnsayMutation($input: DeleteMessageInput!, $connections: [ID!]!) {
    deleteMessage(input: $input) {
      ... on DeleteMessagePayload {
        deletedMessageId @deleteEdge(connections: $connections)
        conversation {
          messageCount
        }
      }
    }
  }
`

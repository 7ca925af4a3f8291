import { graphql } from '../gql/apollo/index.ts'

export const SIDEBAR = graphql(`
  query Sidebar {
    viewer {
      id
      conversationListCursor
    }
    conversations(first: 30) {
      ...SidebarPage
    }
  }
`)

/** Without the cursor of the list: its events go on from the first page. */
export const SIDEBAR_PAGE = graphql(`
  query SidebarPage($after: String) {
    conversations(first: 30, after: $after) {
      ...SidebarPage
    }
  }
`)

graphql(`
  fragment SidebarPage on ConversationConnection {
    edges {
      cursor
      node {
        ...SidebarItem
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
`)

graphql(`
  fragment SidebarItem on Conversation {
    id
    title
    state
    createdAt
    lastMessageAt
  }
`)

export const LIST_EVENTS = graphql(`
  subscription SidebarEvents($after: String) {
    conversationListEvents(after: $after) {
      __typename
      ... on Event {
        cursor
      }
      ... on ConversationCreated {
        conversation {
          ...SidebarItem
        }
      }
      ... on ConversationChanged {
        conversation {
          ...SidebarItem
        }
      }
      ... on ConversationDeleted {
        deletedConversationId
      }
    }
  }
`)

graphql(`
  fragment StreamedPart on MessagePart {
    __typename
    ... on TextPart {
      text
    }
    ... on ReasoningPart {
      text
    }
  }
`)

graphql(`
  fragment StreamedMessage on Message {
    id
    position
    role
    status
    parts {
      ...StreamedPart
    }
  }
`)

export const HISTORY = graphql(`
  query History($id: ID!) {
    conversation(id: $id) {
      id
      title
      eventCursor
      messages(last: 30) {
        ...HistoryPage
      }
    }
  }
`)

export const HISTORY_PAGE = graphql(`
  query HistoryPage($id: ID!, $before: String) {
    conversation(id: $id) {
      id
      messages(last: 30, before: $before) {
        ...HistoryPage
      }
    }
  }
`)

graphql(`
  fragment HistoryPage on MessageConnection {
    edges {
      cursor
      node {
        ...StreamedMessage
      }
    }
    pageInfo {
      hasPreviousPage
      startCursor
    }
  }
`)

export const EVENTS = graphql(`
  subscription HistoryEvents($id: ID!, $after: String!) {
    conversationEvents(conversationId: $id, after: $after) {
      __typename
      ... on Event {
        cursor
      }
      ... on ConversationChanged {
        conversation {
          id
          title
        }
      }
      ... on MessageAdded {
        message {
          ...StreamedMessage
        }
      }
      ... on MessageChanged {
        message {
          ...StreamedMessage
        }
      }
      ... on MessageDelta {
        messageId
        partIndex
        offset
        text
      }
      ... on MessagePartAdded {
        messageId
        partIndex
        part {
          ...StreamedPart
        }
      }
      ... on MessagePartChanged {
        messageId
        partIndex
        part {
          ...StreamedPart
        }
      }
      ... on MessageDeleted {
        deletedMessageId
      }
    }
  }
`)

export const SAY = graphql(`
  mutation Say($id: ID!, $conversationId: ID!, $content: String!) {
    addMessage(input: { id: $id, conversationId: $conversationId, role: USER, content: $content }) {
      __typename
      ... on AddMessagePayload {
        message {
          ...StreamedMessage
        }
      }
      ... on Error {
        detail
      }
    }
  }
`)

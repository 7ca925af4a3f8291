import { graphql } from '../gql/chat/index.ts'

graphql(`
  fragment SpaceItem on Space {
    id
    name
    isDefault
  }
`)

export const VIEWER = graphql(`
  query Viewer {
    viewer {
      id
      name
      conversationListCursor
    }
    spaces(first: 100) {
      nodes {
        ...SpaceItem
      }
    }
  }
`)

export const CONVERSATION_ITEM = graphql(`
  fragment ConversationItem on Conversation {
    id
    title
    state
    isPinned
    createdAt
    lastMessageAt
    lastMessage {
      id
      status
    }
    space {
      id
    }
  }
`)

export const CONVERSATIONS = graphql(`
  query Conversations($filter: ConversationFilter!, $after: String) {
    conversations(first: 30, filter: $filter, after: $after) {
      nodes {
        ...ConversationItem
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
`)

export const LIST_EVENTS = graphql(`
  subscription ListEvents($after: String) {
    conversationListEvents(after: $after) {
      __typename
      ... on Event {
        cursor
      }
      ... on ConversationCreated {
        conversation {
          ...ConversationItem
        }
      }
      ... on ConversationChanged {
        conversation {
          ...ConversationItem
        }
      }
      ... on ConversationDeleted {
        deletedConversationId
      }
      ... on SpaceCreated {
        space {
          ...SpaceItem
        }
      }
      ... on SpaceChanged {
        space {
          ...SpaceItem
        }
      }
      ... on SpaceDeleted {
        deletedSpaceId
      }
    }
  }
`)

graphql(`
  fragment FileItem on File {
    id
    name
    contentType
    size
    url
    previewUrl
    urlExpiresAt
  }
`)

export const FILE = graphql(`
  query File($id: ID!) {
    file(id: $id) {
      ...FileItem
    }
  }
`)

graphql(`
  fragment PartItem on MessagePart {
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
      isError
    }
    ... on SourcePart {
      url
      title
    }
    ... on FilePart {
      file {
        ...FileItem
      }
    }
    ... on DataPart {
      name
      data
    }
  }
`)

graphql(`
  fragment MessageItem on Message {
    id
    position
    role
    status
    createdAt
    parts {
      ...PartItem
    }
    files {
      ...FileItem
    }
  }
`)

export const MESSAGE_PARTS = graphql(`
  fragment MessageParts on Message {
    id
    parts {
      ...PartItem
    }
  }
`)

export const EVENT_CURSOR = graphql(`
  fragment EventCursor on Conversation {
    id
    eventCursor
  }
`)

/** With its newest messages. */
export const CONVERSATION = graphql(`
  query Conversation($id: ID!) {
    conversation(id: $id) {
      ...OpenConversation
    }
  }
`)

graphql(`
  fragment OpenConversation on Conversation {
    ...ConversationItem
    eventCursor
    messages(last: 30) {
      nodes {
        ...MessageItem
      }
      pageInfo {
        hasPreviousPage
        hasNextPage
        startCursor
        endCursor
      }
    }
  }
`)

export const OLDER_MESSAGES = graphql(`
  query OlderMessages($id: ID!, $before: String!) {
    conversation(id: $id) {
      id
      messages(last: 30, before: $before) {
        nodes {
          ...MessageItem
        }
        pageInfo {
          hasPreviousPage
          hasNextPage
          startCursor
          endCursor
        }
      }
    }
  }
`)

export const CONVERSATION_EVENTS = graphql(`
  subscription ConversationEvents($id: ID!, $after: String!) {
    conversationEvents(conversationId: $id, after: $after) {
      __typename
      ... on Event {
        cursor
      }
      ... on ConversationChanged {
        conversation {
          ...ConversationItem
        }
      }
      ... on MessageAdded {
        message {
          ...MessageItem
        }
      }
      ... on MessageChanged {
        message {
          ...MessageItem
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
          ...PartItem
        }
      }
      ... on MessagePartChanged {
        messageId
        partIndex
        part {
          ...PartItem
        }
      }
      ... on MessageDeleted {
        deletedMessageId
      }
    }
  }
`)

export const CREATE_CONVERSATION = graphql(`
  mutation CreateConversation($input: CreateConversationInput!) {
    createConversation(input: $input) {
      __typename
      ... on CreateConversationPayload {
        conversation {
          ...OpenConversation
        }
      }
      ... on Error {
        detail
      }
    }
  }
`)

export const ADD_MESSAGE = graphql(`
  mutation AddMessage($input: AddMessageInput!) {
    addMessage(input: $input) {
      __typename
      ... on AddMessagePayload {
        message {
          ...MessageItem
          conversation {
            ...ConversationItem
          }
        }
      }
      ... on Error {
        detail
      }
    }
  }
`)

export const CREATE_UPLOAD = graphql(`
  mutation CreateUpload($input: CreateUploadInput!) {
    createUpload(input: $input) {
      __typename
      ... on CreateUploadPayload {
        file {
          id
        }
        uploadUrl
        uploadHeaders
      }
      ... on Error {
        detail
      }
    }
  }
`)

export const STOP = graphql(`
  mutation Stop($id: ID!) {
    finishMessage(input: { messageId: $id, status: CANCELLED }) {
      __typename
      ... on FinishMessagePayload {
        message {
          ...MessageItem
        }
      }
      ... on Error {
        detail
      }
    }
  }
`)

export const PIN = graphql(`
  mutation Pin($id: ID!) {
    pinConversation(input: { conversationId: $id }) {
      __typename
      ... on PinConversationPayload {
        conversation {
          ...ConversationItem
        }
      }
      ... on Error {
        detail
      }
    }
  }
`)

export const UNPIN = graphql(`
  mutation Unpin($id: ID!) {
    unpinConversation(input: { conversationId: $id }) {
      __typename
      ... on UnpinConversationPayload {
        conversation {
          ...ConversationItem
        }
      }
      ... on Error {
        detail
      }
    }
  }
`)

export const ARCHIVE = graphql(`
  mutation Archive($id: ID!) {
    archiveConversation(input: { conversationId: $id }) {
      __typename
      ... on ArchiveConversationPayload {
        conversation {
          ...ConversationItem
        }
      }
      ... on Error {
        detail
      }
    }
  }
`)

export const UNARCHIVE = graphql(`
  mutation Unarchive($id: ID!) {
    unarchiveConversation(input: { conversationId: $id }) {
      __typename
      ... on UnarchiveConversationPayload {
        conversation {
          ...ConversationItem
        }
      }
      ... on Error {
        detail
      }
    }
  }
`)

export const RENAME = graphql(`
  mutation Rename($id: ID!, $title: String!) {
    renameConversation(input: { conversationId: $id, title: $title }) {
      __typename
      ... on RenameConversationPayload {
        conversation {
          ...ConversationItem
        }
      }
      ... on Error {
        detail
      }
    }
  }
`)

export const MOVE = graphql(`
  mutation Move($id: ID!, $spaceId: ID!) {
    moveConversation(input: { conversationId: $id, spaceId: $spaceId }) {
      __typename
      ... on MoveConversationPayload {
        conversation {
          ...ConversationItem
        }
      }
      ... on Error {
        detail
      }
    }
  }
`)

export const DELETE = graphql(`
  mutation Delete($id: ID!) {
    deleteConversation(input: { conversationId: $id }) {
      __typename
      ... on DeleteConversationPayload {
        deletedConversationId
      }
      ... on Error {
        detail
      }
    }
  }
`)

export const CREATE_SPACE = graphql(`
  mutation CreateSpace($id: ID!, $name: String!) {
    createSpace(input: { id: $id, name: $name }) {
      __typename
      ... on CreateSpacePayload {
        space {
          ...SpaceItem
        }
      }
      ... on Error {
        detail
      }
    }
  }
`)

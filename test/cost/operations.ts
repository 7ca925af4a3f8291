/** What a chat app asks all the time. */

export const SIDEBAR = `query ($first: Int = 20, $after: String, $last: Int, $before: String, $offset: Int,
    $filter: ConversationFilter, $orderBy: ConversationOrder) {
  conversations(first: $first, after: $after, last: $last, before: $before, offset: $offset, filter: $filter, orderBy: $orderBy) {
    edges { cursor node { id title isPinned lastMessageAt } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`

export const OPENED = `query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
  conversation(id: $id) {
    id title version messageCount
    space { id name }
    lastMessage { id content }
    messages(first: $first, after: $after, last: $last, before: $before) {
      totalCount
      edges { cursor node { id role content author { name } parts { __typename } files { id name } } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
}`

export const NESTED = `{
  spaces(first: 10) {
    nodes {
      id name
      conversations(first: 10) {
        nodes { id title messages(last: 5) { nodes { id content files { id name } } } }
      }
    }
  }
}`

export const TOTAL = `query ($offset: Int!) {
  conversations(first: 20, offset: $offset) { totalCount nodes { id title } pageInfo { hasNextPage } }
}`

export const FILE_PARTS = `query ($id: ID!) {
  conversation(id: $id) {
    messages(first: 100) { nodes { parts { ... on FilePart { file { id name message { id } } } } } }
  }
}`

export const FILE_URLS = `query ($id: ID!) {
  conversation(id: $id) {
    attachedFiles(first: 100) { nodes { id isUploaded url urlExpiresAt previewUrl message { id } } }
  }
}`

export const ADD = `mutation ($input: AddMessageInput!) {
  addMessage(input: $input) { __typename ... on AddMessagePayload { message { id position content } } }
}`

export const SPACE = `query ($id: ID!, $first: Int = 20, $after: String, $last: Int, $before: String, $offset: Int,
    $filter: ConversationFilter, $orderBy: ConversationOrder) {
  space(id: $id) {
    conversations(first: $first, after: $after, last: $last, before: $before, offset: $offset, filter: $filter, orderBy: $orderBy) {
      edges { cursor node { id title isPinned lastMessageAt } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
}`

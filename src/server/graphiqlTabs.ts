/** What GraphiQL opens with: each runs as it stands, whatever the database holds. */
export const graphiqlTabs = [
  `# The sidebar: your conversations, the last active first.
query Sidebar {
  conversations(first: 20) {
    nodes {
      id
      title
      isPinned
      messageCount
      lastMessageAt
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}
`,
  `# Starts a conversation with its first messages.
mutation CreateConversation {
  createConversation(
    input: {
      title: "Sourdough for beginners"
      messages: [
        { role: USER, content: "How do I keep a sourdough starter alive?" }
        { role: ASSISTANT, content: "Feed it flour and water, daily at room temperature or weekly in the fridge." }
      ]
    }
  ) {
    ... on CreateConversationPayload {
      conversation {
        id
        title
        messageCount
      }
    }
    ... on Error {
      code
      detail
    }
  }
}
`,
  `# Opens your latest conversation at its end.
query OpenConversation {
  conversations(first: 1) {
    nodes {
      id
      title
      space {
        name
      }
      messages(last: 50) {
        nodes {
          id
          role
          content
          createdAt
          files {
            id
            name
          }
        }
        pageInfo {
          hasPreviousPage
          startCursor
        }
      }
    }
  }
}
`,
  `# Spaces, their conversations and the last messages of each, in one request.
query Spaces {
  spaces(first: 10) {
    nodes {
      id
      name
      conversations(first: 10) {
        nodes {
          id
          title
          messages(last: 5) {
            nodes {
              role
              content
            }
          }
        }
      }
    }
  }
}
`,
]

/**
 * Every field, parameter, header, status and code in the documents of the five REST APIs, by the page of docs/from-rest
 * that is about it and the heading under which it has to have a row.
 */
export const inventory: Record<string, Record<string, string>> = {
  spaces: {
    'List Conversations': "credentials: 'include', conversations",
    'List Conversations / A conversation':
      'id, title, userId, spaceId, createdAt, updatedAt, messages, space',
    'List Conversations / A message': 'id, content, role, createdAt',
    'List Conversations / A space': 'id, name',
    'Create Conversation': 'title, spaceId, conversation',
    'Get Conversation': 'id, conversation',
    'Update Conversation': 'id, title, conversation',
    'Delete Conversation': 'id, message',
  },
  chats: {
    'List Conversations': 'Authorization, limit, offset, error, chats, total, has_more, message',
    'List Conversations / A conversation': 'id, title, updated_at',
    'List Conversations / Errors': '401, 500',
    'Rename Conversation': 'chat_id, title, error, detail, new_title',
    'Rename Conversation / Errors': '401, 404, 422',
    'Archive Conversation': 'chat_id, error, message',
    'Archive Conversation / Errors': '401, 404, 500',
  },
  archive: {
    'List Conversations': 'include_archived',
    'List Conversations / A conversation':
      'id, user_id, title, created_at, updated_at, is_archived, last_message_at',
    'Create Conversation': 'title',
    'Get Conversation': 'conversationId',
    'Update Conversation': 'conversationId, title, is_archived',
    'Delete Conversation': 'conversationId, archive',
    'Archive Conversation': 'conversationId',
    'Unarchive Conversation': 'conversationId',
    'Get Conversation Messages': 'conversationId',
    'Get Conversation Messages / A message':
      'id, conversation_id, role, content, created_at, is_edited, metadata, files',
    'Get Conversation Messages / A file':
      'id, message_id, file_name, file_type, file_size, storage_path, created_at, preview_url',
  },
  'local-storage': {
    'GET `/api/conversations?userId={userId}`':
      'userId, success, conversations, count, requestId, 200, 400, 500',
    'GET `/api/conversations?userId={userId}` / A conversation':
      'id, title, messages, createdAt, updatedAt, isPinned, userId, agentId, mode',
    'GET `/api/conversations?userId={userId}` / A message': 'role, content, timestamp',
    'POST `/api/conversations`':
      'userId, title, messages, agentId, mode, isPinned, success, conversation, message, requestId, 201, 400, 500',
    'PUT `/api/conversations`':
      'userId, conversationId, title, messages, isPinned, success, conversation, message, requestId, 200, 400, 404, 500',
    'DELETE `/api/conversations`': 'userId, conversationId, success, message, requestId, 200, 400, 404, 500',
    'Error Responses':
      'error, message, code, requestId, context, VALIDATION_ERROR, NOT_FOUND, DATABASE_ERROR, PERMISSION_DENIED',
    'Rate Limiting': 'X-RateLimit-Limit, X-RateLimit-Remaining',
    Authentication: 'userId',
  },
  projects: {
    'POST /api/v1/conversations/': 'project_id, title, 201',
    'POST /api/v1/conversations/ / A conversation': 'id, project_id, title, messages, created_at, updated_at',
    'Get a conversation': 'conversation_id, 200, 404',
    'GET /api/v1/conversations/': 'project_id, skip, limit, conversations, total',
  },
}

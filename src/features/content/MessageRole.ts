import { builder } from '../../graphql/builder.ts'

export const MessageRole = builder.enumType('MessageRole', {
  description: 'Who a message is from.',
  values: {
    SYSTEM: { description: "Instructions of the app's makers to the model." },
    DEVELOPER: { description: 'Instructions that stand above those of the user.' },
    USER: { description: 'A person.' },
    ASSISTANT: { description: 'The model, or whatever answers the person.' },
    TOOL: { description: 'What a tool answered the assistant.' },
  } as const,
})

import { builder, type Types } from '../../graphql/builder.ts'

type Fields = PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>

const metadata = (t: Fields) =>
  t.field({ type: 'JSONObject', description: 'Anything to keep with it, at most 16 KiB as JSON.' })

const TextPartInput = builder.inputType('TextPartInput', {
  description: 'Text to read.',
  fields: (t) => ({
    text: t.string({ required: true, description: 'The text, Markdown or plain as the app sees fit.' }),
    metadata: metadata(t),
  }),
})

const ReasoningPartInput = builder.inputType('ReasoningPartInput', {
  description: 'What the assistant thought on its way to the answer.',
  fields: (t) => ({
    text: t.string({ required: true, description: 'The thoughts.' }),
    metadata: metadata(t),
  }),
})

const ToolCallPartInput = builder.inputType('ToolCallPartInput', {
  description: 'A call of a tool by the assistant.',
  fields: (t) => ({
    toolCallId: t.string({
      required: true,
      description: 'What the result will refer to, 1 to 255 characters.',
    }),
    toolName: t.string({ required: true, description: 'Which tool, 1 to 255 characters.' }),
    input: t.field({ type: 'JSON', description: 'What it is called with, at most 256 KiB.' }),
    metadata: metadata(t),
  }),
})

const ToolResultPartInput = builder.inputType('ToolResultPartInput', {
  description: 'What a tool answered.',
  fields: (t) => ({
    toolCallId: t.string({ required: true, description: 'The call that it answers, 1 to 255 characters.' }),
    output: t.field({ type: 'JSON', description: 'The answer, at most 256 KiB.' }),
    isError: t.boolean({ description: 'Whether the tool failed; false when left out.' }),
    metadata: metadata(t),
  }),
})

const FilePartInput = builder.inputType('FilePartInput', {
  description: 'A file in its place among the text.',
  fields: (t) => ({
    fileId: t.id({
      required: true,
      description: 'An uploaded file of yours that is attached to no other message.',
    }),
    metadata: metadata(t),
  }),
})

const SourcePartInput = builder.inputType('SourcePartInput', {
  description: 'A source that the answer rests on.',
  fields: (t) => ({
    url: t.string({ description: 'Its address, http or https.' }),
    title: t.string({ description: 'Its title, to be shown rather than the address.' }),
    metadata: metadata(t),
  }),
})

const DataPartInput = builder.inputType('DataPartInput', {
  description: 'Whatever else an app shows in a message, under a name of its own.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'What kind of thing it is, 1 to 255 characters.' }),
    dataId: t.string({
      description: 'What a later part of the same name and id replaces, 1 to 255 characters.',
    }),
    data: t.field({ type: 'JSON', description: 'The thing itself, at most 64 KiB.' }),
    metadata: metadata(t),
  }),
})

export const MessagePartInput = builder.inputType('MessagePartInput', {
  description: 'A piece of a message: exactly one of these.',
  isOneOf: true,
  fields: (t) => ({
    text: t.field({ type: TextPartInput, description: 'Text to read.' }),
    reasoning: t.field({ type: ReasoningPartInput, description: 'What the assistant thought.' }),
    toolCall: t.field({ type: ToolCallPartInput, description: 'A call of a tool.' }),
    toolResult: t.field({ type: ToolResultPartInput, description: 'What a tool answered.' }),
    file: t.field({ type: FilePartInput, description: 'A file in its place among the text.' }),
    source: t.field({ type: SourcePartInput, description: 'A source that the answer rests on.' }),
    data: t.field({ type: DataPartInput, description: "A thing of the app's own." }),
  }),
})

import { builder } from '../../graphql/builder.ts'
import { atMost } from '../../graphql/cost.ts'
import { load } from '../../graphql/plan/resolve.ts'
import type { File as FileRow } from '../../platform/db/generated/client.ts'
import { File } from '../file/index.ts'
import { MAX_FILES } from './newMessage.ts'
import type { Part } from './parts.ts'

type Of<Type extends Part['type']> = Extract<Part, { type: Type }>

const metadata = {
  type: 'JSONObject',
  nullable: true,
  description: 'Anything the client keeps with it; null where nothing was given.',
} as const

const TextPart = builder.objectRef<Of<'text'>>('TextPart').implement({
  description: 'Text to read.',
  fields: (t) => ({
    text: t.exposeString('text', { description: 'The text, Markdown or plain as the app sees fit.' }),
    metadata: t.expose('metadata', metadata),
  }),
})

const ReasoningPart = builder.objectRef<Of<'reasoning'>>('ReasoningPart').implement({
  description: 'What the assistant thought on its way to the answer; no part of `content`.',
  fields: (t) => ({
    text: t.exposeString('text', { description: 'The thoughts.' }),
    metadata: t.expose('metadata', metadata),
  }),
})

const ToolCallPart = builder.objectRef<Of<'toolCall'>>('ToolCallPart').implement({
  description: 'A call of a tool by the assistant.',
  fields: (t) => ({
    toolCallId: t.exposeString('toolCallId', { description: 'What the result refers to.' }),
    toolName: t.exposeString('toolName', { description: 'Which tool.' }),
    input: t.field({
      type: 'JSON',
      nullable: true,
      description: 'What it was called with.',
      resolve: ({ input }) => input,
    }),
    metadata: t.expose('metadata', metadata),
  }),
})

const ToolResultPart = builder.objectRef<Of<'toolResult'>>('ToolResultPart').implement({
  description: 'What a tool answered.',
  fields: (t) => ({
    toolCallId: t.exposeString('toolCallId', { description: 'The call that it answers.' }),
    output: t.field({
      type: 'JSON',
      nullable: true,
      description: 'The answer.',
      resolve: ({ output }) => output,
    }),
    isError: t.boolean({
      description: 'Whether the tool failed.',
      resolve: ({ isError }) => isError ?? false,
    }),
    metadata: t.expose('metadata', metadata),
  }),
})

const FilePart = builder.objectRef<Of<'file'>>('FilePart').implement({
  description: 'A file in its place among the text.',
  fields: (t) => ({
    file: t.field({
      type: File,
      nullable: true,
      description: 'The file; null once it is deleted.',
      // Among all the parts of a message.
      extensions: atMost(MAX_FILES),
      resolve: ({ fileId }, _args, context, info) => load<FileRow>(context, info, 'File', fileId),
    }),
    metadata: t.expose('metadata', metadata),
  }),
})

const SourcePart = builder.objectRef<Of<'source'>>('SourcePart').implement({
  description: 'A source that the answer rests on.',
  fields: (t) => ({
    url: t.exposeString('url', {
      nullable: true,
      description: 'Its address, http or https; null where none was given.',
    }),
    title: t.exposeString('title', { nullable: true, description: 'Its title; null where none was given.' }),
    metadata: t.expose('metadata', metadata),
  }),
})

const DataPart = builder.objectRef<Of<'data'>>('DataPart').implement({
  description: 'Whatever else an app shows in a message, under a name of its own; at most 64 KiB.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What kind of thing it is, as the app names it.' }),
    dataId: t.exposeString('dataId', {
      nullable: true,
      description: 'What a later part of the same name and id replaces.',
    }),
    data: t.field({
      type: 'JSON',
      nullable: true,
      description: 'The thing itself.',
      resolve: ({ data }) => data,
    }),
    metadata: t.expose('metadata', metadata),
  }),
})

const types = {
  text: TextPart,
  reasoning: ReasoningPart,
  toolCall: ToolCallPart,
  toolResult: ToolResultPart,
  file: FilePart,
  source: SourcePart,
  data: DataPart,
}

export const MessagePart = builder.unionType('MessagePart', {
  description: 'A piece of a message.',
  types: Object.values(types),
  resolveType: (part) => types[(part as Part).type],
})

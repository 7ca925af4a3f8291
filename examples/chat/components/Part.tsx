import Markdown from 'markdown-to-jsx'
import type { PartItemFragment } from '../../gql/chat/graphql.ts'
import { FileCard } from './FileCard.tsx'

/** Text is somebody else's: no HTML of its own. */
const options = { disableParsingRawHTML: true, forceBlock: true } as const

export function Part({ part }: { part: PartItemFragment }) {
  switch (part.__typename) {
    case 'TextPart':
      return (
        <div className="text">
          <Markdown options={options}>{part.text}</Markdown>
        </div>
      )
    case 'ReasoningPart':
      return (
        <details className="aside">
          <summary>Thoughts</summary>
          {part.text}
        </details>
      )
    case 'ToolCallPart':
      return (
        <details className="aside">
          <summary>
            Used <code>{part.toolName}</code>
          </summary>
          <Json value={part.input} />
        </details>
      )
    case 'ToolResultPart':
      return (
        <details className="aside">
          <summary>{part.isError ? 'It failed' : 'What it found'}</summary>
          <Json value={part.output} />
        </details>
      )
    case 'SourcePart':
      return (
        <p className="source">
          <a href={part.url ?? undefined} target="_blank" rel="noreferrer">
            {part.title ?? part.url}
          </a>
        </p>
      )
    case 'FilePart':
      return part.file && <FileCard file={part.file} />
    case 'DataPart':
      return (
        <details className="aside">
          <summary>{part.name}</summary>
          <Json value={part.data} />
        </details>
      )
  }
}

const Json = ({ value }: { value: unknown }) => <pre>{JSON.stringify(value, null, 2)}</pre>

import type { DataRecord, HeaderRecord } from './records.ts'

/** A record on each line, the header first. */
export async function* ndjson(records: AsyncIterable<DataRecord>): AsyncGenerator<string> {
  const header: HeaderRecord = { type: 'tertulia', version: 1 }
  yield `${JSON.stringify(header)}\n`
  for await (const record of records) yield `${JSON.stringify(record)}\n`
}

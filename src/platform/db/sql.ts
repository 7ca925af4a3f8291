import { Prisma } from './generated/client.ts'

export type Sql = Prisma.Sql
export const { sql, join, raw, empty } = Prisma

/** The name of a column, by the one rule that all of schema.prisma follows: `lastMessageAt` is `last_message_at`. */
export const columnName = (field: string): string =>
  field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

export const and = (conditions: Sql[]): Sql => (conditions.length ? join(conditions, ' AND ') : sql`TRUE`)

/** A row in a statement: `row('lastMessageAt')` is that column of it. */
export type Row<Model = Record<string, unknown>> = (field: keyof Model & string) => Sql

export const rowOf =
  <Model = Record<string, unknown>>(alias: string): Row<Model> =>
  (field) =>
    raw(`${alias}.${columnName(field)}`)

import { z } from 'zod'
import { createOnce } from '../../platform/creation.ts'
import type { Space } from '../../platform/db/generated/client.ts'
import { rowOf, sql } from '../../platform/db/sql.ts'
import { endConversations } from '../../platform/events/endConversations.ts'
import { tellSpace } from '../../platform/events/tellSpace.ts'
import { newKey } from '../../platform/ids.ts'
import { keyOf } from '../../platform/references.ts'
import { NotFound, PermissionDenied } from '../../platform/refusal.ts'
import { inTransaction, type Session, type Work } from '../../platform/session.ts'
import { chosenNames, title, validate } from '../../platform/validation.ts'
import { spaceVisibleTo } from './visibleTo.ts'

const row = rowOf<Space>('spaces')

const naming = z.object({ name: title })

/** Stores a space and answers with its key. `also` is done in the same transaction, unless the space was there before. */
export function createSpace(
  session: Session,
  input: { id?: string | null; externalId?: string | null; name: string },
  also?: (work: Work, key: string) => Promise<void>,
): Promise<string> {
  const { prisma, viewer } = session
  const { id, externalId } = validate(chosenNames.Space, input)
  return createOnce({
    prisma,
    table: 'spaces',
    id,
    externalId,
    here: spaceVisibleTo(row, sql`${viewer.id}::uuid`),
    validate: () => validate(naming, input),
    insert: async ({ name }) => {
      const key = id ?? newKey()
      await inTransaction(session, async (work) => {
        await work.prisma.space.create({
          data: { id: key, ownerId: viewer.id, externalId: externalId ?? null, name },
        })
        await tellSpace(work, 'SPACE_CREATED', key)
        await also?.(work, key)
      })
      return key
    },
  })
}

export async function renameSpace(
  session: Session,
  input: { spaceId: string; name: string },
): Promise<string> {
  const key = keyOf('Space', input.spaceId)
  const { name } = validate(naming, input)
  return inTransaction(session, async (work) => {
    const space = await lockSpace(work, key)
    if (space.name !== name) {
      await work.prisma.$executeRaw(
        sql`UPDATE spaces SET name = ${name}, updated_at = now() WHERE id = ${key}::uuid`,
      )
      await tellSpace(work, 'SPACE_CHANGED', key)
    }
    return key
  })
}

export async function deleteSpace(session: Session, input: { spaceId: string }): Promise<string> {
  const key = keyOf('Space', input.spaceId)
  return inTransaction(session, async (work) => {
    const space = await lockSpace(work, key)
    if (space.isDefault)
      throw new PermissionDenied(
        'The default space cannot be deleted: conversations without a space go there.',
      )
    await endConversations(work, sql`space_id = ${key}::uuid`)
    await work.prisma.space.delete({ where: { id: key } })
    await tellSpace(work, 'SPACE_DELETED', key)
    return key
  })
}

/** No conversation comes into it then. Those in it may change: what is counted of a space refers to it (FOR KEY SHARE). */
async function lockSpace({ prisma, viewer }: Work, key: string): Promise<Pick<Space, 'name' | 'isDefault'>> {
  const [space] = await prisma.$queryRaw<Pick<Space, 'name' | 'isDefault'>[]>(sql`
    SELECT name, is_default AS "isDefault" FROM spaces
    WHERE id = ${key}::uuid AND ${spaceVisibleTo(row, sql`${viewer.id}::uuid`)} FOR NO KEY UPDATE`)
  if (!space) throw new NotFound('Space')
  return space
}

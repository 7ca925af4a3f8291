import { z } from 'zod'
import { createOnce } from '../../platform/creation.ts'
import type { Space } from '../../platform/db/generated/client.ts'
import { rowOf, sql } from '../../platform/db/sql.ts'
import { newKey } from '../../platform/ids.ts'
import { keyOf } from '../../platform/references.ts'
import { NotFound, PermissionDenied } from '../../platform/refusal.ts'
import type { Session } from '../../platform/session.ts'
import { chosenId, label, title, validate } from '../../platform/validation.ts'
import { spaceVisibleTo } from './visibleTo.ts'

const row = rowOf<Space>('spaces')

const chosenNames = z.object({ id: chosenId('Space').nullish(), externalId: label.nullish() })

export function createSpace(
  session: Session,
  input: { id?: string | null; externalId?: string | null; name: string },
): Promise<string> {
  const { prisma, viewer } = session
  const { id, externalId } = validate(chosenNames, input)
  return createOnce({
    prisma,
    table: 'spaces',
    id,
    externalId,
    here: spaceVisibleTo(row, sql`${viewer.id}::uuid`),
    validate: () => validate(z.object({ name: title }), input),
    insert: async ({ name }) => {
      const key = id ?? newKey()
      await prisma.space.create({
        data: { id: key, ownerId: viewer.id, externalId: externalId ?? null, name },
      })
      return key
    },
  })
}

export async function renameSpace(
  { prisma, viewer }: Session,
  input: { spaceId: string; name: string },
): Promise<string> {
  const key = keyOf('Space', input.spaceId)
  const { name } = validate(z.object({ name: title }), input)
  const [space] = await prisma.$queryRaw<{ id: string }[]>(sql`
    UPDATE spaces SET
      name = ${name},
      updated_at = CASE WHEN name = ${name} THEN updated_at ELSE now() END
    WHERE id = ${key}::uuid AND ${spaceVisibleTo(row, sql`${viewer.id}::uuid`)} RETURNING id`)
  if (!space) throw new NotFound('Space')
  return key
}

export async function deleteSpace({ prisma, viewer }: Session, input: { spaceId: string }): Promise<string> {
  const key = keyOf('Space', input.spaceId)
  const [space] = await prisma.$queryRaw<{ isDefault: boolean }[]>(sql`
    WITH target AS (
      SELECT id, is_default FROM spaces WHERE id = ${key}::uuid AND ${spaceVisibleTo(row, sql`${viewer.id}::uuid`)}
    ), deleted AS (
      DELETE FROM spaces USING target WHERE spaces.id = target.id AND NOT target.is_default
    )
    SELECT is_default AS "isDefault" FROM target`)
  if (!space) throw new NotFound('Space')
  if (space.isDefault)
    throw new PermissionDenied('The default space cannot be deleted: conversations without a space go there.')
  return key
}

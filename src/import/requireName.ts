import { Invalid } from '../platform/refusal.ts'
import type { Fields } from './recognise.ts'

/** Without a name, importing it again would double it. */
export function requireName({ id, externalId }: Fields): void {
  if (id == null && externalId == null)
    throw new Invalid([{ path: 'id', message: 'Must be there, to know it again by.' }])
}

import fc from 'fast-check'
import { TypeID } from 'typeid-js'
import { expect, test } from 'vitest'
import { decodeId, encodeId, idPrefixes, type NodeType } from '../../src/platform/ids.ts'

const types = Object.keys(idPrefixes) as NodeType[]

test('ids are TypeIDs, and give their keys back', () => {
  fc.assert(
    fc.property(fc.constantFrom(...types), fc.uuid({ version: [4, 7] }), (type, key) => {
      const id = encodeId(type, key)
      expect(id).toBe(TypeID.fromUUID(idPrefixes[type], key).toString())
      expect(decodeId(type, id)).toBe(key)
    }),
  )
})

test.each(['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'])(
  'the id of %s is a TypeID',
  (key) => {
    expect(encodeId('Message', key)).toBe(TypeID.fromUUID('msg', key).toString())
  },
)

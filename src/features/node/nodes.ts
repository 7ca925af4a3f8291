import { builder } from '../../graphql/builder.ts'
import type { FieldCost } from '../../graphql/cost.ts'
import { badUserInput } from '../../graphql/errors.ts'
import { Node } from '../../graphql/node.ts'
import { load } from '../../graphql/plan/resolve.ts'
import { parseId } from '../../platform/ids.ts'

const MAX_IDS = 100

const cost: FieldCost = ({ ids }, each) => (Array.isArray(ids) ? Math.min(ids.length, MAX_IDS) : 1) * each

builder.queryField('nodes', (t) =>
  t.field({
    type: [Node],
    nullable: { list: false, items: true },
    description: `The objects of these ids, in the order asked, null where there is none that is yours; at most ${MAX_IDS}.`,
    args: {
      ids: t.arg.idList({ required: true, description: `The ids of the objects, at most ${MAX_IDS}.` }),
    },
    extensions: { cost },
    resolve: (_root, { ids }, context, info) => {
      if (ids.length > MAX_IDS)
        throw badUserInput(`Argument "ids" takes at most ${MAX_IDS} ids; it has ${ids.length}.`)
      return ids.map((id) => {
        const parsed = parseId(id)
        return parsed && load<{ id: string }>(context, info, parsed.type, parsed.key)
      })
    },
  }),
)

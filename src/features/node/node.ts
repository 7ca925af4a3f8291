import { builder } from '../../graphql/builder.ts'
import { Node } from '../../graphql/node.ts'
import { load } from '../../graphql/plan/resolve.ts'
import { parseId } from '../../platform/ids.ts'

builder.queryField('node', (t) =>
  t.field({
    type: Node,
    nullable: true,
    description: 'The object of this id, whatever its type; null where there is none that is yours.',
    args: { id: t.arg.id({ required: true, description: 'The id of the object.' }) },
    resolve: (_root, { id }, context, info) => {
      const parsed = parseId(id)
      return parsed && load<{ id: string }>(context, info, parsed.type, parsed.key)
    },
  }),
)

import type { DocumentNode, GraphQLSchema } from 'graphql'
import type { ServerPlugin } from '../plugins.ts'
import { costOf } from './cost.ts'
import { flawOfDocument, parseWithin } from './document.ts'
import { tooComplex } from './tooComplex.ts'
import { checkVariables } from './variables.ts'

/** Refuses documents and variables that are too large, before anything that takes longer the larger they are. */
export const sizeLimits: ServerPlugin = {
  onParse({ context: { params }, extendContext, setParseFn }) {
    checkVariables(params.variables)
    setParseFn(parseWithin as typeof setParseFn extends (parse: infer Parse) => void ? Parse : never)
    return ({ result, replaceParseResult }) => {
      if (result === null || result instanceof Error) return
      const document = result as DocumentNode
      const flaw = flawOfDocument(document)
      // Not thrown: the cache of documents then keeps it.
      if (flaw) replaceParseResult(flaw)
      else extendContext({ document })
    }
  },
}

/** Refuses operations that cost too much, before anything is read for them. */
export const costLimit = (schema: GraphQLSchema, maxCost: number): ServerPlugin => ({
  onContextBuilding({ context: { scope, document, params } }) {
    const cost = document ? costOf(schema, document, params.operationName, params.variables) : 0
    if (cost > maxCost)
      throw tooComplex(`The operation costs ${cost}, and may cost ${maxCost} at most.`, { cost, maxCost })
    scope.cost = cost
  },
})

/** Says with each answer what it cost. */
export const costShown: ServerPlugin = {
  onExecute: () => ({
    onExecuteDone({ args, result, setResult }) {
      const { cost } = (args.contextValue as { scope: { cost: number } }).scope
      if (!('next' in result)) setResult({ ...result, extensions: { ...result.extensions, cost } })
    },
  }),
}

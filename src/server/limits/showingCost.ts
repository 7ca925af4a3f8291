import type { Runner } from '../operation.ts'

/** Says with each answer what it cost. */
export const showingCost = ({ execute, subscribe }: Runner): Runner => ({
  subscribe,
  async execute(operation) {
    const result = await execute(operation)
    return { ...result, extensions: { ...result.extensions, cost: operation.scope.cost } }
  },
})

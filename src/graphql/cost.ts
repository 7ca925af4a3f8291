/** What a field reads, so that what an operation costs is known before it runs. */

type Arguments = Record<string, unknown>

/** `extensions.cost` of a field: its cost, from its arguments as they were sent and what one of its objects costs. */
export type FieldCost = (args: Arguments, each: number) => number

/** Options of a field that is so many objects at the most. */
export const atMost = (count: number): { cost: FieldCost } => ({ cost: (_args, each) => count * each })

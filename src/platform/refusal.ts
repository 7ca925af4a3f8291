import type { NodeType } from './ids.ts'

/** What a correct client can cause. Thrown by services; a member of the mutation's result union. */
export abstract class Refusal extends Error {}

export class NotFound extends Refusal {
  constructor(type: NodeType) {
    super(`There is no such ${type.toLowerCase()}, or it is not yours.`)
  }
}

export interface Issue {
  /** Where in the input, such as `messages.3.content`. */
  path: string
  message: string
}

/** A large input can be wrong a million times over; nobody reads on that far. */
export const MAX_ISSUES = 100

export class Invalid extends Refusal {
  readonly issues: Issue[]

  constructor(all: Issue[]) {
    const issues = all.slice(0, MAX_ISSUES)
    super(issues.map(({ path, message }) => `${path}: ${message}`).join(' '))
    this.issues = issues
  }
}

export class Conflict extends Refusal {
  /** The object that moved on; null where an id is taken and nothing else may be told. */
  readonly current: { type: NodeType; key: string } | null

  constructor(detail: string, current: Conflict['current']) {
    super(detail)
    this.current = current
  }
}

export class PermissionDenied extends Refusal {}

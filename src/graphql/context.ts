import type { Session, Viewer } from '../platform/session.ts'
import type { Reads } from './plan/reads.ts'

export type { Viewer }

/** What every resolver is given. One per request, so that what is remembered for it hangs on its identity. */
export interface Context extends Session {
  requestId: string
  reads: Reads
}

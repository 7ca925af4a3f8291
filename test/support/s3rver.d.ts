declare module '@20minutes/s3rver' {
  import type { IncomingMessage, Server } from 'node:http'

  interface Context {
    req: IncomingMessage
    status: number
    body: unknown
  }

  /** What of it the tests use. */
  export default class S3rver {
    constructor(options: {
      address: string
      port: number
      directory: string
      silent: boolean
      vhostBuckets: boolean
      allowMismatchedSignatures: boolean
      configureBuckets: { name: string }[]
    })
    readonly middleware: ((context: Context, next: () => Promise<void>) => Promise<void>)[]
    readonly httpServer: Server
    run(): Promise<{ port: number }>
    close(): Promise<void>
  }
}

/** Keeps bytes under paths of our own making, and knows how clients bring and fetch them. */
export interface FileStore extends AsyncDisposable {
  /** Where the bytes are, for a person: a folder, or the address of a bucket. */
  readonly location: string

  /** Where a client sends the bytes of a declared file. */
  uploadTarget(declared: DeclaredFile, expiresAt: Date): Promise<UploadTarget>

  /** What a client sent to the target, where that is not this server; null where nothing has come. */
  readonly arrivals: Arrivals | null

  /** Where anyone can fetch what is kept, until then. Equal arguments give equal addresses. */
  downloadUrl(kept: KeptBytes, expiresAt: Date): Promise<string>

  /** Keeps bytes, durably when it returns. Whatever goes wrong, nothing is left under the path. */
  write(path: string, bytes: AsyncIterable<Uint8Array>): Promise<void>

  /** What is kept. Throws where nothing is. */
  read(path: string): Promise<AsyncIterable<Uint8Array>>

  /** Removes what is kept under a path, if anything is. */
  remove(path: string): Promise<void>
}

export interface DeclaredFile {
  key: string
  contentType: string
  size: number
}

export interface UploadTarget {
  url: string
  headers: Record<string, string>
}

/** Something to fetch: a file itself, or the preview of one. */
export interface KeptBytes {
  /** The file's. */
  key: string
  kind: 'file' | 'preview'
  path: string
  name: string
  contentType: string
}

/** Files whose bytes clients bring to the store by themselves, past this server. */
export interface Arrivals {
  /** Where the bytes of a file lie until they are kept. */
  pathOf: (key: string) => string
  /** What has come for a file; null where nothing has. */
  look: (key: string) => Promise<Arrival | null>
  /**
   * Copies it to a path where no client can reach it, and answers with the first `headBytes` of it; null where something
   * else has come in the meantime, or another request has it.
   */
  keep: (arrival: Arrival, path: string, headBytes: number) => Promise<Uint8Array | null>
}

export interface Arrival {
  path: string
  size: number
  /** Another where the bytes are others. */
  version: string
}

/** The store cannot be reached, or says that it cannot answer for now. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable'
}

/** The bytes of files, and what the operator allows of them. */
export interface FileAccess {
  store: FileStore
  maxUploadBytes: number
  /** For how long URLs are valid, in milliseconds. */
  urlLifetime: number
  /** A file waits for its preview: whoever makes them need not look for it first. */
  wakePreviews: () => void
  /** The bytes of a file, so many, have come and are kept. */
  uploaded: (bytes: number) => void
}

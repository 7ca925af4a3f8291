import { createHmac, timingSafeEqual } from 'node:crypto'

/** What a signed URL lets its bearer do: bring the bytes of a file, fetch them, or fetch its preview. */
export interface Grant {
  action: 'upload' | 'file' | 'preview'
  /** The file's public id. */
  id: string
}

const folders = { upload: 'uploads', file: 'files', preview: 'previews' } as const

/** Signs URLs of this server, and tells those it signed, on whatever instance, from all others. */
export class UrlSigner {
  readonly #secret: () => Promise<Uint8Array>
  readonly #base: () => string

  /** `secret` is the same on all instances, and `base` is where clients reach them. */
  constructor(secret: () => Promise<Uint8Array>, base: () => string) {
    this.#secret = secret
    this.#base = base
  }

  async sign(grant: Grant, expiresAt: Date): Promise<string> {
    const expires = Math.floor(expiresAt.getTime() / 1_000)
    const signature = await this.#signature(grant, String(expires))
    return `${this.#base()}/${folders[grant.action]}/${grant.id}?expires=${expires}&signature=${signature}`
  }

  /** What the path and query of a request grant, and until when; null where they were not signed, or are no longer valid. */
  async verify(url: URL): Promise<(Grant & { expiresAt: number }) | null> {
    const [, folder, id = '', ...rest] = url.pathname.split('/')
    const action = (Object.keys(folders) as Grant['action'][]).find((name) => folders[name] === folder)
    const expires = url.searchParams.get('expires') ?? ''
    // As text: many write the same bytes.
    const signature = Buffer.from(url.searchParams.get('signature') ?? '')
    if (!action || rest.length) return null
    const expected = Buffer.from(await this.#signature({ action, id }, expires))
    if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return null
    const expiresAt = Number(expires) * 1_000
    return expiresAt > Date.now() ? { action, id, expiresAt } : null
  }

  async #signature({ action, id }: Grant, expires: string): Promise<string> {
    return createHmac('sha256', await this.#secret())
      .update(`${action} ${id} ${expires}`)
      .digest('base64url')
  }
}

import { create } from 'content-disposition'

/** What a browser shows without running anything in it. All else it is told to save. */
const SHOWN =
  /^(image\/(a?png|jpeg|gif|webp|avif|bmp|hei[cf])|(audio|video)\/(?![\w.+-]*xml)[\w.+-]+|application\/pdf|text\/plain)(;|$)/

export const isShown = (contentType: string): boolean => SHOWN.test(contentType)

/** What a page could run, or style itself with, just by its address. */
const RUN = /script|wasm|css/

/** The type to serve a file as. A `<script src>` does not ask how an answer is to be shown, but whether it is a script. */
export const servedType = (contentType: string): string =>
  RUN.test(contentType) ? 'application/octet-stream' : contentType

/** What would make a path of a name, or let it be read as another. */
const DECEPTIVE = /[/\\\u202a-\u202e\u2066-\u2069]/g

/** The Content-Disposition of a file, safe for any name (RFC 6266, RFC 8187). */
export const dispositionOf = ({ name, contentType }: { name: string; contentType: string }): string =>
  create(name.replace(DECEPTIVE, '_'), { type: isShown(contentType) ? 'inline' : 'attachment' })

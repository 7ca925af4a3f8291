export { type Attachment, attachFiles } from './attachFiles.ts'
export { File, FileConnection } from './File.ts'

/** What previews are made of. */
const types = new Set([
  'image/png',
  'image/apng',
  'image/jpeg',
  'image/webp',
  'image/gif',
  'image/avif',
  'image/heic',
])

export const hasPreview = (contentType: string): boolean => types.has(contentType)

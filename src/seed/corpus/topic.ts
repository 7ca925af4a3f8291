export const languages = ['en', 'es', 'de', 'fr', 'pt', 'ja', 'zh', 'ar', 'he', 'hi', 'ru'] as const

export type Language = (typeof languages)[number]

export type Exchange = readonly [question: string, answer: string]

/** What a dialogue is about: the first exchange opens it, the others follow on the same subject. */
export type Topic = {
  language: Language
  titles: readonly string[]
  /** Values for `{{name}}` in titles and exchanges, chosen once for a dialogue. */
  slots?: Readonly<Record<string, readonly string[]>>
  exchanges: readonly Exchange[]
}

export const code = (language: string, source: string): string =>
  `\`\`\`${language}\n${source.trim()}\n\`\`\``

import { familyNameFirst, names } from './corpus/people.ts'
import { spaceNames } from './corpus/things.ts'
import { type Language, languages } from './corpus/topic.ts'
import type { Random } from './random.ts'

const DAY = 86_400_000

/** Someone who writes, before the database has said under which ids. */
export type Person = {
  id: string
  subject: string
  name: string
  language: Language
  joinedAt: number
  defaultSpaceId: string
  spaces: readonly { id: string; name: string; createdAt: number }[]
}

/** The first is who the demo's token is for. */
export function people(count: number, until: number, random: Random): Person[] {
  return Array.from({ length: count }, (_, index) => {
    const joinedAt = until - (index === 0 ? 900 * DAY : random.integer(30 * DAY, 900 * DAY))
    const language = index === 0 || random.chance(0.45) ? 'en' : random.pick(languages)
    return {
      id: random.key(joinedAt),
      ...(index === 0 ? { subject: 'demo', name: 'demo' } : nameOf(language, index, random)),
      language,
      joinedAt,
      defaultSpaceId: random.key(joinedAt),
      spaces: Array.from({ length: index % 3 === 0 ? random.integer(1, 6) : 0 }, () => {
        const createdAt = random.integer(joinedAt, until)
        return { id: random.key(createdAt), name: random.pick(spaceNames), createdAt }
      }),
    }
  })
}

function nameOf(language: Language, index: number, random: Random) {
  const given = random.pick(names[language].given)
  const family = random.pick(names[language].family)
  return {
    subject: `${given[1]}.${family[1]}.${index}`,
    name: familyNameFirst.has(language) ? family[0] + given[0] : `${given[0]} ${family[0]}`,
  }
}

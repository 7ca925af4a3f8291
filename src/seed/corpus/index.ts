import { cooking } from './cooking.ts'
import { culture } from './culture.ts'
import { databases } from './databases.ts'
import { home } from './home.ts'
import { money } from './money.ts'
import { programming } from './programming.ts'
import { science } from './science.ts'
import { type Language, languages, type Topic } from './topic.ts'
import { travel } from './travel.ts'
import { wellbeing } from './wellbeing.ts'
import { work } from './work.ts'
import { writing } from './writing.ts'

const topics = [
  ...programming,
  ...databases,
  ...cooking,
  ...travel,
  ...work,
  ...science,
  ...home,
  ...culture,
  ...wellbeing,
  ...money,
  ...writing,
]

export const topicsByLanguage = Object.fromEntries(
  languages.map((language) => [language, topics.filter((topic) => topic.language === language)]),
) as Record<Language, Topic[]>

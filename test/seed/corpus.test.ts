import { expect, test } from 'vitest'
import { topicsByLanguage } from '../../src/seed/corpus/index.ts'
import { languages } from '../../src/seed/corpus/topic.ts'
import { dialogue } from '../../src/seed/dialogue.ts'
import { createRandom } from '../../src/seed/random.ts'

const topics = languages.flatMap((language) => topicsByLanguage[language])

test.each(languages)('there is enough to talk about in %s', (language) => {
  expect(topicsByLanguage[language].length).toBeGreaterThanOrEqual(3)
})

test.each(topics)('$titles.0: every slot is filled, and every value has its slot', (topic) => {
  const text = [...topic.titles, ...topic.exchanges.flat()].join('\n')
  const named = new Set(Array.from(text.matchAll(/\{\{(\w+)\}\}/g), ([, name]) => name))
  expect(named).toEqual(new Set(Object.keys(topic.slots ?? {})))
})

test('a dialogue stays in its language, and goes on for as long as it is asked to', () => {
  const { title, exchanges } = dialogue('he', createRandom(7))
  const said = exchanges[Symbol.iterator]()
  const texts = Array.from({ length: 200 }, () => said.next().value as [string, string])
  expect(title).toMatch(/\p{Script=Hebrew}/u)
  for (const [question] of texts) expect(question).toMatch(/\p{Script=Hebrew}/u)
})

import { topicsByLanguage } from './corpus/index.ts'
import { smallTalk } from './corpus/smallTalk.ts'
import type { Exchange, Language, Topic } from './corpus/topic.ts'
import type { Random } from './random.ts'

/** How many answers are put together in one, when asked for. */
const RECAP = 12

export type Dialogue = { title: string; exchanges: Iterable<Exchange> }

/** A dialogue without an end on one subject, then on others; its title is that of the first. */
export function dialogue(language: Language, random: Random): Dialogue {
  const topic = random.pick(topicsByLanguage[language])
  const fill = filler(topic, random)
  return { title: fill(random.pick(topic.titles)), exchanges: exchanges(topic, fill, random) }
}

function* exchanges(topic: Topic, fill: (text: string) => string, random: Random): Iterable<Exchange> {
  const { asides, recap } = smallTalk[topic.language]
  const answers: string[] = []
  for (;;) {
    for (const [index, [question, answer]] of topic.exchanges.entries()) {
      if (index > 0 && random.chance(0.15)) continue
      answers.push(fill(answer))
      yield [fill(question), fill(answer)]
      if (random.chance(0.12)) yield random.pick(asides)
    }
    if (random.chance(0.1)) yield [recap[0], [recap[1], ...answers.slice(-RECAP)].join('\n\n')]
    const { language, titles } = topic
    topic = random.pick(topicsByLanguage[language].filter((other) => other.titles !== titles))
    fill = filler(topic, random)
  }
}

/** Puts one choice for each of the topic's slots wherever it is named. */
function filler({ slots = {} }: Topic, random: Random): (text: string) => string {
  const chosen = Object.entries(slots).map(([name, values]) => [`{{${name}}}`, random.pick(values)] as const)
  return (text) => chosen.reduce((filled, [slot, value]) => filled.replaceAll(slot, value), text)
}

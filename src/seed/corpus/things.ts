/** What is named rather than said: spaces, attachments, assistants. */

export const spaceNames = [
  'Work',
  'Side project',
  'Family',
  'Universidad',
  'Doktorarbeit',
  'Recettes',
  '旅行',
  '读书笔记',
  'مشروع التخرج',
  'בית',
  'पढ़ाई',
  'Переезд 📦',
] as const

export const attachments: readonly (readonly [name: string, contentType: string])[] = [
  ['IMG_2041.jpg', 'image/jpeg'],
  ['Screenshot 2025-03-14 at 09.41.22.png', 'image/png'],
  ['diagram.webp', 'image/webp'],
  ['Q3 report (final, really).pdf', 'application/pdf'],
  ['Rechnung_März.pdf', 'application/pdf'],
  ['تقرير المشروع.pdf', 'application/pdf'],
  ['会議メモ.txt', 'text/plain'],
  ['orders.csv', 'text/csv'],
  ['trace.json', 'application/json'],
]

export const agentIds = ['general', 'coder', 'researcher', 'translator', 'tutor'] as const

export const modes = ['chat', 'think', 'agent'] as const

export const instructions = [
  'You are a patient tutor. Ask before you explain, and explain in small steps.',
  'Answer in the language of the question. Be brief, and say so when you are not sure.',
  'You help with software. Show code that runs, name the versions it was written for, and mention what can go wrong.',
  'You are the assistant of a small travel agency. Never invent prices or opening hours.',
] as const

export const thoughts = [
  'They want something they can use at once, so the answer comes first and the reasons after it.',
  'There are two readings of this question. The more common one is likely meant; I will mention the other in a sentence.',
  'Let me check the numbers before I write them down. Yes, they hold.',
  'A short example will be clearer than a definition here.',
] as const

import { KINDS, type Line, type Report } from '../import/report.ts'

/** A problem, as it is met. Where bytes of files are to be copied to is for machines. */
export function tellLine(line: Line): void {
  if ('problem' in line) {
    const { place, reason, isTaken } = line.problem
    console.error(`${isTaken ? 'Taken without a field' : 'Not taken'}: ${place}: ${reason}`)
  }
}

/** What became of it all. */
export function summaryOf({ added, there, refused, reduced, unread }: Report): string {
  const counted = (counts: Report['added']) =>
    KINDS.filter((kind) => counts[kind]).map((kind) => `${counts[kind]} ${kind}`)
  const fields = Object.entries(unread).map(([name, times]) => `${name} (${times})`)
  return [
    `Added ${counted(added).join(', ') || 'nothing'}.`,
    ...[counted(there).join(', ')].filter(Boolean).map((text) => `There already: ${text}.`),
    ...(added.files ? ['Of files there are the records: their bytes are not imported.'] : []),
    ...(fields.length
      ? [`Fields that have no place here, and how often they came: ${fields.join(', ')}.`]
      : []),
    ...(reduced ? [`${reduced} taken without a field.`] : []),
    ...(refused ? [`${refused} not taken.`] : []),
  ].join('\n')
}

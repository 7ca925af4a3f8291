const units = ['byte', 'kilobyte', 'megabyte'] as const

/** A number of bytes for a person, such as 1.2 MB. */
export function sizeOf(bytes: number): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1)
  return new Intl.NumberFormat('en', {
    style: 'unit',
    unit: units[power],
    maximumFractionDigits: power && 1,
  }).format(bytes / 1000 ** power)
}

/** How often values in [from, to) are there. */
export type Range = { from: number; to: number; counts: number[] }

const MOST_RANGES = 10

/**
 * Sorts whole numbers, each with how often it is there (for each measure), into ranges of one width: 1, 2
 * or 5 times a power of ten, so that there are ten at most. From the smallest to the largest, those
 * between that have none included.
 */
export function rangesOf(values: { value: number; counts: number[] }[]): Range[] {
  const all = values.map(({ value }) => value)
  if (all.length === 0) return []
  const [least, most] = [all.reduce((a, b) => Math.min(a, b)), all.reduce((a, b) => Math.max(a, b))]
  const width = widthFor(least, most)
  const start = Math.floor(least / width)
  const ranges = Array.from({ length: Math.floor(most / width) - start + 1 }, (_, n) => ({
    from: (start + n) * width,
    to: (start + n + 1) * width,
    counts: (values[0]?.counts ?? []).map(() => 0),
  }))
  for (const { value, counts } of values) {
    const range = ranges[Math.floor(value / width) - start]
    if (range) range.counts = range.counts.map((count, at) => count + (counts[at] ?? 0))
  }
  return ranges
}

function widthFor(least: number, most: number): number {
  for (let power = 1; ; power *= 10)
    for (const step of [1, 2, 5]) {
      const width = step * power
      if (Math.floor(most / width) - Math.floor(least / width) < MOST_RANGES) return width
    }
}

/** What a command prints: a JSON document with --json, else lines for people. */
export type Output = { json: boolean }

/** Prints a result: `value` as JSON, or the lines. */
export function print(output: Output, value: unknown, lines: string[]): void {
  process.stdout.write(
    output.json
      ? `${JSON.stringify(value, toJson, 2)}\n`
      : lines.map((line) => `${line}\n`).join(""),
  )
}

/** Rows as aligned columns, under their headings; the sentence `empty` when there are none. */
export function table(headings: string[], rows: string[][], empty: string): string[] {
  if (rows.length === 0) return [empty]
  const all = [headings, ...rows]
  const widths = headings.map((_, at) => Math.max(...all.map((row) => (row[at] ?? "").length)))
  return all.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  )
}

function toJson(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? Number(value) : value
}

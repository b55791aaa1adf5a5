import { readFile, writeFile } from "node:fs/promises"
import { describeMachine } from "@/tests/bench/machine"
import { type Finding, isMet, type RowResult, type Spread, short } from "@/tests/bench/measure"
import type { RowName } from "@/tests/bench/rows"

type Result = { row: RowName; title: string; result: RowResult }

const FILE = "tests/bench/RESULTS.md"
const columns = ["row", "what", "Kiosk", "reference", "ratio", "goal", "met"]

/** Prints the table. */
export function printResults(results: Result[]): void {
  const lines = [columns, ...results.flatMap(cellsOf)]
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)))
  const text = lines.map((line) =>
    line
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  )
  process.stdout.write(`\n${text.join("\n")}\n\n${describeMachine()}\n`)
}

/** Writes RESULTS.md; the sections of rows that did not run this time stay as they were. */
export async function writeResults(results: Result[]): Promise<void> {
  const old = sectionsOf(await readFile(FILE, "utf8").catch(() => ""))
  for (const result of results) old.set(result.row, section(result))
  const sections = [...old].sort(([a], [b]) => a.localeCompare(b)).map(([, text]) => text)
  await writeFile(FILE, `${head.trim()}\n\n${sections.join("\n\n")}\n`)
}

const head = `
# Bench results

Written by \`npm run bench\`. Each row ran side by side with its reference, by turns, after a round that does not count; the figure is the median, in brackets lowest and highest. A ratio is taken round by round. Absolute figures are for orientation: they say as much of the machine as of the shop.
`

function section({ row, title, result }: Result): string {
  const date = new Date().toISOString().slice(0, 16).replace("T", " ")
  const table = [columns, columns.map(() => "---"), ...cellsOf({ row, title, result })]
  return [
    `## ${row}: ${title}`,
    `${date} UTC; ${describeMachine()}.`,
    table.map((cells) => `| ${cells.join(" | ")} |`).join("\n"),
    ...result.sentences.map((sentence) => `- ${sentence}`),
  ]
    .join("\n\n")
    .replaceAll(/\n\n- /g, "\n- ")
    .replace(/\n- /, "\n\n- ")
}

function sectionsOf(text: string): Map<string, string> {
  const parts = text.split(/^(?=## P\d+:)/m).filter((part) => part.startsWith("## "))
  return new Map(parts.map((part) => [/^## (P\d+)/.exec(part)?.[1] ?? "", part.trim()]))
}

function cellsOf({ row, result }: Result): string[][] {
  return result.findings.map((finding) => [
    row,
    finding.what,
    `${spread(finding.ours)} ${finding.unit}`,
    finding.reference
      ? `${spread(finding.reference.spread)} ${finding.unit}, ${finding.reference.name}`
      : "",
    finding.reference ? `${spread(finding.reference.ratio)} ×` : "",
    goalOf(finding),
    { true: "yes", false: "NO", null: "" }[`${isMet(finding)}`],
  ])
}

function goalOf({ goal, unit }: Finding): string {
  if (!goal) return ""
  return `${goal.op} ${goal.limit} ${goal.of === "ratio" ? "×" : unit}`
}

function spread({ median, lowest, highest }: Spread): string {
  return `${short(median)} [${short(lowest)}–${short(highest)}]`
}

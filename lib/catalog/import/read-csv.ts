import { CsvError, parse } from "csv-parse/sync"
import { z } from "zod"
import type { FileRow } from "@/lib/catalog/import/read-catalogue-file"
import { columns } from "@/lib/catalog/import/row-schema"
import { AppError } from "@/lib/errors"

const records = z.array(
  z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }),
)

/**
 * The rows of a CSV text (RFC 4180) with headings: commas, semicolons or tabs between the cells, any
 * line ends. Throws an AppError "invalid" for headings that are unknown or doubled, and for a quote
 * that is not closed; a row with too many or too few cells is one broken row.
 */
export function readCsv(text: string): FileRow[] {
  const [headings, ...rows] = split(text)
  if (!headings) throw new AppError("invalid", "The file is empty.")
  const names = headings.record.map(columnOf)
  const doubled = names.find((name, at) => names.indexOf(name) !== at)
  if (doubled) throw new AppError("invalid", `Two columns are called ${doubled}; keep one.`)
  return rows.map(({ record, info }, at) => {
    const line = info.lines - countLines(record)
    const row: FileRow = { row: at + 1, line, value: toObject(names, record) }
    if (record.length === names.length) return row
    const fault = `It has ${record.length} cells, and there are ${names.length} columns. Put quotes around a cell that holds a separator.`
    return { ...row, fault }
  })
}

function split(text: string): z.infer<typeof records> {
  try {
    return records.parse(
      parse(text, {
        bom: true,
        delimiter: delimiterOf(text),
        record_delimiter: ["\r\n", "\n", "\r"],
        info: true,
        relax_column_count: true,
        skip_records_with_empty_values: true,
      }),
    )
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new AppError(
      "invalid",
      `The file is no CSV: ${error.message}. A quote inside a quoted cell is written twice ("").`,
    )
  }
}

// Spreadsheets of half of the world write semicolons.
function delimiterOf(text: string): string {
  const [first = ""] = text.split(/\r|\n/, 1)
  if (first.includes(",")) return ","
  return first.includes("\t") ? "\t" : first.includes(";") ? ";" : ","
}

const byName = new Map(columns.map((name) => [name.toLowerCase(), name]))

/** "Published at" and "publishedAt" are the same column. */
function columnOf(heading: string): string {
  const name = byName.get(heading.toLowerCase().replace(/[\s_-]/g, ""))
  if (name) return name
  throw new AppError(
    "invalid",
    `There is no column "${heading.slice(0, 40)}". Columns are ${columns.join(", ")}.`,
  )
}

// csv-parse tells the line that a record ends on; people look for the one that it begins on.
function countLines(cells: string[]): number {
  return cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0)
}

function toObject(names: string[], cells: string[]): unknown {
  return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ""]))
}

import type { FileRow } from "@/lib/catalog/import/read-catalogue-file"
import { AppError, messageOf } from "@/lib/errors"

/** The rows of a JSON array. Throws an AppError "invalid" when the text is none. */
export function readJson(text: string): FileRow[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new AppError("invalid", `That is not JSON${placeOf(error, text)}: ${reasonOf(error)}.`)
  }
  if (!Array.isArray(value))
    throw new AppError("invalid", 'The file must hold an array of products: [ { "title": … } ].')
  return value.map((one: unknown, at) => ({ row: at + 1, line: null, value: one }))
}

// V8 names a position, or quotes the ten characters before the fault and some after it; a person
// looks for a line.
function placeOf(error: unknown, text: string): string {
  const message = messageOf(error)
  const [, position] = /at position (\d+)/.exec(message) ?? []
  const [, around] = /, \.\.\."([^]+)"(?:\.\.\.)? is not valid JSON$/.exec(message) ?? []
  const first = around ? text.indexOf(around) : -1
  const isOnce = around !== undefined && first >= 0 && text.indexOf(around, first + 1) < 0
  const end = position ? Number(position) : isOnce ? first + 10 : -1
  return end < 0 ? "" : `, line ${text.slice(0, end).split("\n").length}`
}

function reasonOf(error: unknown): string {
  return messageOf(error)
    .replace(/ (in JSON )?at position [^]*$/, "")
    .replace(/, (\.\.\.)?"[^]*$/, "")
}

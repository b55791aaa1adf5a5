import { readFile, stat } from "node:fs/promises"
import { extname } from "node:path"
import { readCsv } from "@/lib/catalog/import/read-csv"
import { readJson } from "@/lib/catalog/import/read-json"
import { AppError } from "@/lib/errors"

/** A product as the file has it, not yet checked. */
export type FileRow = {
  /** Counted from 1, headings left out. */
  row: number
  /** Where it stands in a CSV file, counted from 1; null in JSON. */
  line: number | null
  value: unknown
  /** Set when the row itself is broken. */
  fault?: string
}

/** Bytes of an import file at most: some hundred thousand products. */
export const LARGEST_FILE = 64 * 1024 * 1024

/**
 * The rows of a catalogue file, JSON or CSV by its name's ending. Throws an AppError "invalid" that
 * says what to do when it is none: too large, not UTF-8, not JSON, unknown columns.
 */
export async function readCatalogueFile(path: string): Promise<FileRow[]> {
  const ending = extname(path).toLowerCase()
  if (ending !== ".json" && ending !== ".csv")
    throw new AppError("invalid", `${path} must end in .json or .csv.`)
  const found = await stat(path).catch(() => null)
  if (!found?.isFile()) throw new AppError("invalid", `There is no file ${path}.`)
  if (found.size > LARGEST_FILE)
    throw new AppError(
      "invalid",
      `${path} has ${Math.ceil(found.size / 1_000_000)} MB, and a catalogue file at most 64 MiB. Cut it into several and import one after the other.`,
    )
  const text = decode(await readFile(path), path)
  return ending === ".json" ? readJson(text) : readCsv(text)
}

/** UTF-8, with or without a mark at its beginning. */
function decode(bytes: Uint8Array, path: string): string {
  const [first, second] = bytes
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  try {
    if (!isUtf16) return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    // Said below, for both.
  }
  throw new AppError(
    "invalid",
    `${path} is not UTF-8. In a spreadsheet, save it as "CSV UTF-8"; with iconv: iconv -f ${isUtf16 ? "UTF-16" : "WINDOWS-1252"} -t UTF-8.`,
  )
}

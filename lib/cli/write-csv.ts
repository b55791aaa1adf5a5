import { createWriteStream } from "node:fs"
import { rename, rm } from "node:fs/promises"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { requireFree, temporaryBeside } from "@/lib/backup/place"
import { print } from "@/lib/cli/output"

/**
 * Writes a list as CSV to a new file, or to stdout; with --json the rows themselves. A file has its name only
 * when all of it is there. Throws AppError "conflict" where something has that name already.
 */
export async function writeCsv<Row>(
  { json, out }: { json: boolean; out?: string | undefined },
  list: { csv: () => AsyncIterable<string>; rows: () => AsyncIterable<Row[]> },
): Promise<void> {
  if (out) {
    await writeWhole(out, Readable.from(list.csv()))
    print({ json }, { path: out }, [`${out} is written.`])
  } else if (json) {
    const all: Row[] = []
    for await (const page of list.rows()) all.push(...page)
    print({ json }, all, [])
  } else {
    for await (const part of list.csv()) process.stdout.write(part)
  }
}

async function writeWhole(path: string, source: Readable): Promise<void> {
  await requireFree(path)
  const temporary = temporaryBeside(path)
  try {
    await pipeline(source, createWriteStream(temporary, { flags: "wx", mode: 0o600, flush: true }))
    await rename(temporary, path)
  } finally {
    await rm(temporary, { force: true })
  }
}

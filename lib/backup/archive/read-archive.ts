import { createReadStream } from "node:fs"
import { readFile, stat } from "node:fs/promises"
import { join } from "node:path"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { extract as makeExtract } from "tar-stream"
import { MANIFEST, manifestShape, tableEntry } from "@/lib/backup/rules"
import { AppError, messageOf } from "@/lib/errors"

export type ReadEntry = { name: string; body: Readable }

/**
 * The entries of an archive, a tar file or a folder, one after the other, as they lie in it. Each body
 * must be read before the next entry comes. Throws an AppError "invalid" where it is none, or ends early.
 */
export async function* readArchive(path: string): AsyncGenerator<ReadEntry> {
  const found = await stat(path).catch(() => null)
  if (!found) throw new AppError("not-found", `There is no ${path}.`)
  yield* found.isDirectory() ? readFolder(path) : readTar(path)
}

async function* readFolder(path: string): AsyncGenerator<ReadEntry> {
  const text = await readFile(join(path, MANIFEST), "utf8").catch(() => null)
  if (text === null)
    throw new AppError("invalid", `There is no ${MANIFEST} in ${path}: it is no archive of a shop.`)
  const { tables } = parseManifest(text)
  for (const { name } of tables) {
    const entry = tableEntry(name)
    if (!/^\w+$/.test(name)) throw new AppError("invalid", `"${name}" is no name of a table.`)
    yield { name: entry, body: createReadStream(join(path, entry)) }
  }
  yield { name: MANIFEST, body: Readable.from([Buffer.from(text)]) }
}

async function* readTar(path: string): AsyncGenerator<ReadEntry> {
  const extract = makeExtract()
  const fed = pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), extract)
  // Told by the entries themselves.
  fed.catch(() => undefined)
  try {
    for await (const entry of extract)
      yield { name: entry.header.name, body: Readable.from(entry, { objectMode: false }) }
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError("invalid", `${path} is damaged, or no archive: ${messageOf(error)}.`, {
      cause: error,
    })
  } finally {
    extract.destroy()
  }
}

/** The manifest from its text. Throws an AppError "invalid" that says what to do. */
export function parseManifest(text: string) {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    json = null
  }
  const parsed = manifestShape.safeParse(json)
  if (parsed.success) return parsed.data
  throw new AppError(
    "invalid",
    `Its ${MANIFEST} can't be read by this release: it is damaged, or was written by a newer one.`,
  )
}

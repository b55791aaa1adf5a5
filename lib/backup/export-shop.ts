import { createReadStream } from "node:fs"
import { mkdir, open, rename, rm } from "node:fs/promises"
import { dirname, join } from "node:path"
import { Readable } from "node:stream"
import { type Entry, syncFolder, writeTar } from "@/lib/backup/archive/write-tar"
import { manifestOf } from "@/lib/backup/back-up-shop"
import { requireFree, temporaryBeside } from "@/lib/backup/place"
import { MANIFEST, type Manifest, tableEntry } from "@/lib/backup/rules"
import { spoolTables } from "@/lib/backup/spool-tables"

export type Export = { path: string; manifest: Manifest }

/**
 * Writes what the shop knows as CSV, a file for each noun (docs/export-shop.md): into a new folder `path`,
 * or a tar file when it ends in ".tar". It is a backup's database without sessions, keys, jobs and files,
 * and all of one moment. `path` exists only when all of it is written.
 */
export async function exportShop(
  path: string,
  onProgress: (progress: { done: number; total: number }) => void,
): Promise<Export> {
  await requireFree(path)
  await mkdir(dirname(path), { recursive: true })
  const temporary = temporaryBeside(path)
  const folder = `${temporary}.tables`
  try {
    const spooled = await spoolTables(folder, "export", onProgress)
    const manifest = manifestOf("export", spooled, [])
    if (path.endsWith(".tar")) await writeTar(path, temporary, entriesOf(folder, manifest))
    else await finishFolder(folder, path, manifest)
    return { path, manifest }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function* entriesOf(folder: string, manifest: Manifest): AsyncGenerator<Entry> {
  for (const { name, size } of manifest.tables) {
    const entry = tableEntry(name)
    yield { name: entry, size, body: createReadStream(join(folder, entry)) }
  }
  const text = Buffer.from(toText(manifest))
  yield { name: MANIFEST, size: text.length, body: Readable.from([text]) }
}

async function finishFolder(folder: string, path: string, manifest: Manifest): Promise<void> {
  const file = await open(join(folder, MANIFEST), "wx", 0o600)
  try {
    await file.writeFile(toText(manifest))
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(folder, path)
  await syncFolder(dirname(path))
}

function toText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`
}

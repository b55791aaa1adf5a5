import { once } from "node:events"
import { createWriteStream } from "node:fs"
import { open, rename, rm } from "node:fs/promises"
import { dirname } from "node:path"
import type { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { pack as makePack } from "tar-stream"

export type Entry = { name: string; size: number; body: Readable }

/**
 * Writes a tar file, entry by entry. It has its name only when all of it is on the disk: whatever ends
 * the process before leaves `path` as it was.
 * @param temporary beside `path`; only its owner may read it, for it holds what a shop knows of people
 */
export async function writeTar(
  path: string,
  temporary: string,
  entries: AsyncIterable<Entry>,
): Promise<void> {
  const pack = makePack()
  // "wx" never follows a link; `flush` is fsync before close.
  const file = createWriteStream(temporary, { flags: "wx", mode: 0o600, flush: true })
  const written = pipeline(pack, file)
  // A full disk ends both; told where it is awaited.
  written.catch(() => undefined)
  try {
    for await (const { name, size, body } of entries) {
      const entry = pack.entry({ name, size, mode: 0o600 })
      for await (const chunk of body)
        if (!entry.write(chunk)) await Promise.race([once(entry, "drain"), written])
      entry.end(null)
    }
    pack.finalize()
    await written
    await rename(temporary, path)
    await syncFolder(dirname(path))
  } catch (error) {
    pack.destroy(error instanceof Error ? error : new Error(String(error)))
    await written.catch(() => undefined)
    await rm(temporary, { force: true })
    throw error
  }
}

/** Makes sure that a name in a folder outlives a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

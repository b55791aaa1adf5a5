import type { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { parseManifest, readArchive } from "@/lib/backup/archive/read-archive"
import { fileEntry, JOBS, MANIFEST, type Manifest, tableEntry } from "@/lib/backup/rules"
import { AppError, messageOf } from "@/lib/errors"
import { hashBytes } from "@/lib/storage/hash-bytes"
import type { Stored } from "@/lib/storage/storage"

type Expected = { size: number; sha256: string }

/**
 * Reads an archive from end to end and compares all of it with its manifest. Throws an AppError "invalid"
 * that names the first thing that is missing, more, or other than was written. Nothing else happens.
 */
export async function checkArchive(
  path: string,
  onEntry: (name: string) => void = () => undefined,
): Promise<Manifest> {
  const found = new Map<string, Stored>()
  let manifest: Manifest | null = null
  for await (const { name, body } of readArchive(path)) {
    if (name === MANIFEST) manifest = parseManifest(await textOf(body))
    else found.set(name, await hashOf(body, path))
    onEntry(name)
  }
  if (!manifest)
    throw new AppError(
      "invalid",
      `${path} has no ${MANIFEST}: it is not whole. Nothing was written.`,
    )
  for (const [name, wanted] of expectedOf(manifest)) {
    const one = found.get(name)
    if (!one) throw damaged(path, `${name} is missing`)
    if (one.sha256 !== wanted.sha256 || one.size !== BigInt(wanted.size))
      throw damaged(path, `${name} is not what was written`)
    found.delete(name)
  }
  const [more] = found.keys()
  if (more) throw damaged(path, `its manifest does not name ${more}`)
  return manifest
}

function expectedOf({ files, tables, jobs }: Manifest): Map<string, Expected> {
  const expected = new Map<string, Expected>()
  for (const file of files) expected.set(fileEntry(file.key), file)
  for (const table of tables) expected.set(tableEntry(table.name), table)
  if (jobs) expected.set(JOBS, jobs)
  return expected
}

// An archive that ends within an entry fails where that is read.
async function hashOf(body: Readable, path: string): Promise<Stored> {
  const { through, result } = hashBytes()
  through.resume()
  await pipeline(body, through).catch((error: unknown) => {
    throw damaged(path, messageOf(error))
  })
  return result()
}

async function textOf(body: AsyncIterable<unknown>): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of body) if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString("utf8")
}

function damaged(path: string, what: string): AppError {
  return new AppError("invalid", `${path} is damaged: ${what}. Nothing was written.`)
}

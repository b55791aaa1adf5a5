import { createReadStream } from "node:fs"
import { pipeline } from "node:stream/promises"
import { hashBytes } from "@/lib/storage/hash-bytes"
import type { Stored } from "@/lib/storage/storage"

/** Size and SHA-256 of a file on this machine, read as a stream. Throws when it can't be read. */
export async function hashFile(path: string): Promise<Stored> {
  const { through, result } = hashBytes()
  through.resume()
  await pipeline(createReadStream(path), through)
  return result()
}

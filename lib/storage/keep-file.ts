import { createReadStream } from "node:fs"
import { Readable } from "node:stream"
import { AppError } from "@/lib/errors"
import { storage } from "@/lib/storage/storage"

/**
 * Puts a file of this machine into the store under a key that holds its SHA-256, as a stream; what is there
 * already is left alone. Throws an AppError "conflict", with nothing kept, when the file is no longer what
 * the key says.
 * @param onBytes told as bytes are read
 */
export async function keepFile(
  key: string,
  file: { path: string; contentType: string },
  onBytes: (count: number) => void = () => undefined,
): Promise<void> {
  // The key is the content: what is there under it is this.
  if (await storage().stat(key)) return
  const body = Readable.from(counted(file.path, onBytes), { objectMode: false })
  const { sha256 } = await storage().put(key, body, file)
  if (key.includes(sha256)) return
  await storage().remove(key)
  throw new AppError("conflict", `${file.path} changed while it was read; try again.`)
}

async function* counted(path: string, onBytes: (count: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(path)) {
    const bytes = Buffer.from(chunk)
    onBytes(bytes.length)
    yield bytes
  }
}

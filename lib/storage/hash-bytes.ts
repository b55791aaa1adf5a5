import { createHash } from "node:crypto"
import { Readable, Transform } from "node:stream"
import { pipeline } from "node:stream/promises"
import { AppError } from "@/lib/errors"
import { isStorageKey } from "@/lib/storage/rules"
import type { Storage, Stored } from "@/lib/storage/storage"

/** A transform that lets bytes pass and knows their size and SHA-256 when they have ended. */
export function hashBytes(): { through: Transform; result: () => Stored } {
  const hash = createHash("sha256")
  let size = 0n
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      size += BigInt(chunk.length)
      done(null, chunk)
    },
  })
  return { through, result: () => ({ size, sha256: hash.digest("hex") }) }
}

/** The bytes as one stream; an array is not cut into elements. */
export function streamOf(body: Readable | Uint8Array): Readable {
  return body instanceof Readable ? body : Readable.from([Buffer.from(body)])
}

/** Reads `body` to its end and answers what is already stored, if that is the same; else throws. */
export async function confirmSame(
  store: Pick<Storage, "read">,
  key: string,
  body: Readable | Uint8Array,
): Promise<Stored> {
  const [wanted, present] = [await drain(streamOf(body)), await drain(await store.read(key))]
  if (wanted.sha256 === present.sha256) return present
  throw new AppError("conflict", `The storage key ${key} is taken by other bytes.`)
}

/** Throws an AppError "invalid" when `key` names nothing that can be stored. */
export function requireKey(key: string): string {
  if (!isStorageKey(key)) throw new AppError("invalid", "That is not a storage key.")
  return key
}

async function drain(source: Readable): Promise<Stored> {
  const { through, result } = hashBytes()
  through.resume()
  await pipeline(source, through)
  return result()
}

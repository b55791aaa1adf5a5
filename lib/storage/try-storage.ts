import { randomUUID } from "node:crypto"
import { buffer } from "node:stream/consumers"
import { storage } from "@/lib/storage/storage"

const SECONDS = 60
const TIMEOUT_MS = 10_000

/** What came of trying the store. `open`: anybody may fetch what is sold, if they know its address. */
export type StorageTrial = "works" | "changed" | "link-refused" | "open"

/**
 * Writes a few bytes into the shop's store, reads them back and removes them; in a bucket also asks for them
 * by a signed link, which must work, and by the same address without its signature, which must not. Throws
 * what the store throws.
 */
export async function tryStorage(): Promise<StorageTrial> {
  const store = storage()
  const key = `setup/${randomUUID()}`
  const bytes = Buffer.from(`The shop tries its store: ${key}\n`)
  try {
    await store.put(key, bytes, { contentType: "text/plain" })
    if (!bytes.equals(await buffer(await store.read(key)))) return "changed"
    const link = await store.link(key, {
      disposition: "attachment",
      contentType: "text/plain",
      seconds: SECONDS,
    })
    if (!link) return "works"
    if (!(await isFetched(link))) return "link-refused"
    const bare = new URL(link)
    bare.search = ""
    return (await isFetched(bare.href)) ? "open" : "works"
  } finally {
    // What failed above says more than a failure here.
    await store.remove(key).catch(() => undefined)
  }
}

async function isFetched(url: string): Promise<boolean> {
  const answer = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) })
  await answer.body?.cancel()
  return answer.ok
}

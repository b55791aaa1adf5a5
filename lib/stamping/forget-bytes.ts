import { enqueue } from "@/lib/queue"
import { storage } from "@/lib/storage/storage"

const PREFIX = "copies/"

/** Where a customer's copies lie; nothing else does. */
export function copyKey(customerId: string, name: string): string {
  return `${PREFIX}${customerId}/${name}.pdf`
}

/**
 * Has the worker remove the bytes of copies whose rows are gone, or will be with this very transaction: no row
 * is left without its bytes, and no bytes without somebody who removes them.
 */
export async function forgetBytes(keys: string[]): Promise<void> {
  for (const storageKey of keys) await enqueue("remove-copy", { storageKey })
}

/** Removes the bytes of a copy. Again, it changes nothing. Throws for what is no copy's. */
export async function removeCopy(storageKey: string): Promise<void> {
  if (!storageKey.startsWith(PREFIX)) throw new Error(`${storageKey} is no copy's key.`)
  await storage().remove(storageKey)
}

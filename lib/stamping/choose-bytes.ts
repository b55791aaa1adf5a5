import { plusSeconds } from "@/lib/clock"
import { askCopy } from "@/lib/stamping/ask-copy"
import { chooseCopy } from "@/lib/stamping/rules"
import { findCopy, saveUsed } from "@/lib/stamping/store"

/** Bytes that are handed out, as delivery knows them. */
type Bytes = {
  fileId: string
  storageKey: string
  size: bigint
  sha256: string
  createdAt: Date
}

const DAY = 24 * 60 * 60

/**
 * What of a marked file is handed out to a customer: their own copy, or the file as it was published where it
 * cannot be marked, or was not in time. "waiting": the copy is being made, and is there in a moment.
 */
export async function chooseBytes<T extends Bytes>(
  file: T,
  owner: { customerId: string; email: string },
  now: Date,
): Promise<T | "waiting"> {
  const owned = { customerId: owner.customerId, fileId: file.fileId }
  const copy = await findCopy(owned)
  switch (chooseCopy(copy, owner.email, now)) {
    case "ask":
      await askCopy({ ...owned, email: owner.email }, now)
      return "waiting"
    case "wait":
      return "waiting"
    case "published":
      return file
    case "copy": {
      const { storageKey, size, sha256, createdAt, usedAt } = copy ?? {}
      if (!storageKey || !size || !sha256 || !createdAt) return file
      if (usedAt && usedAt < plusSeconds(now, -DAY)) await saveUsed(owned, now)
      return { ...file, storageKey, size, sha256, createdAt }
    }
  }
}

import { now, plusSeconds } from "@/lib/clock"
import { transaction } from "@/lib/db"
import { log } from "@/lib/log"
import { arriving } from "@/lib/storage/arriving"
import { uploadKey } from "@/lib/storage/rules"
import { storage } from "@/lib/storage/storage"
import { AT_REST_AFTER, LAPSES_AFTER, UNUSED_AFTER } from "@/lib/uploads/rules"
import {
  listToRemove,
  listUnused,
  lockReadyUploads,
  saveLapsed,
  saveRemoved,
  saveUnused,
} from "@/lib/uploads/store"

/**
 * Gives up uploads that were left unfinished for a week or in no release for thirty days, and removes the
 * bytes of those that failed a day ago or more, when nothing is at work on them any longer. What a release
 * has is never touched. Cut off, it goes on the next time.
 */
export async function removeUnusedUploads(): Promise<void> {
  const at = now()
  await saveLapsed(plusSeconds(at, -LAPSES_AFTER), at)
  const unusedBefore = plusSeconds(at, -UNUSED_AFTER)
  for (const { id } of await listUnused(unusedBefore))
    await transaction(async () => {
      // A release may have taken it up by now: so it is looked at again under the lock that releases hold.
      await lockReadyUploads([id])
      await saveUnused(id, unusedBefore, at)
    })
  for (const { id } of await listToRemove(plusSeconds(at, -AT_REST_AFTER))) {
    await arriving().remove(id)
    await storage().remove(uploadKey(id))
    await saveRemoved(id, now())
    log.info({ upload: id }, "bytes of an upload removed")
  }
}

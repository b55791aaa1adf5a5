import { now } from "@/lib/clock"
import { log } from "@/lib/log"
import { requeueBatches } from "@/lib/mail/store/batches"
import { listOwnedParts, recordReleaseMails } from "@/lib/mail/store/release-owners"

/**
 * Writes a mail about a release to each of its owners who has none, a thousand at a time, inside the
 * database, and queues them in batches of a hundred; how many mails that were. Whoever is killed in between
 * has lost nothing: again, it goes on where it was, and batches that nobody sends any more are queued anew.
 * @param onPage told after each page how many mails were written so far
 */
export async function announceRelease(
  releaseId: string,
  onPage: (queued: number) => void = () => undefined,
): Promise<number> {
  await requeueBatches(releaseId)
  let queued = 0
  for (const part of await listOwnedParts(releaseId))
    for (let cursor: string | null = null; ; ) {
      const page = await recordReleaseMails(releaseId, part, cursor, now())
      queued += page.queued
      onPage(queued)
      if (page.cursor === null) break
      cursor = page.cursor
    }
  log.info({ release: releaseId, queued }, "release announced")
  return queued
}

import { now } from "@/lib/clock"
import { log } from "@/lib/log"
import { borderOf } from "@/lib/retention/rules"
import {
  type EventBatch,
  emptyPayloads,
  forgetDownloadTraces,
  getRetention,
} from "@/lib/retention/store"

const BATCH = 1_000
const NIL = "00000000-0000-0000-0000-000000000000"

/**
 * Takes out what the shop need not keep any longer: the payloads of events, and the traces of downloads,
 * older than the settings say; how many of each. The rows themselves stay. In batches of a thousand, each
 * a statement of its own, so that nobody waits for it; cut short, the next run goes on. Again, it changes
 * nothing.
 */
export async function applyRetention(
  batch = BATCH,
): Promise<{ eventPayloads: number; downloadTraces: number }> {
  const { eventPayloadDays, downloadTraceDays } = await getRetention()
  const at = now()
  const done = {
    eventPayloads: await emptyAll(borderOf(eventPayloadDays, at), batch),
    downloadTraces: await forgetAll(borderOf(downloadTraceDays, at), batch),
  }
  log.info(done, "kept what is needed")
  return done
}

async function emptyAll(before: Date | null, batch: number): Promise<number> {
  let [after, sum] = [null as EventBatch["last"], 0]
  while (before) {
    const { last, emptied } = await emptyPayloads(before, after, batch)
    sum += emptied
    if (!last) break
    after = last
  }
  return sum
}

async function forgetAll(before: Date | null, batch: number): Promise<number> {
  let [after, sum] = [NIL, 0]
  while (before) {
    const { last, forgotten } = await forgetDownloadTraces(before, after, batch)
    sum += forgotten
    if (!last) break
    after = last
  }
  return sum
}

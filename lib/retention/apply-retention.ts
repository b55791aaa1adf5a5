import { now, plusSeconds } from "@/lib/clock"
import { transaction } from "@/lib/db"
import { log } from "@/lib/log"
import { borderOf } from "@/lib/retention/rules"
import {
  type EventBatch,
  emptyPayloads,
  forgetDownloadTraces,
  getRetention,
} from "@/lib/retention/store"
import { forgetBytes } from "@/lib/stamping/forget-bytes"
import { COPY_LAPSES_AFTER } from "@/lib/stamping/rules"
import { deleteUnused } from "@/lib/stamping/store"

const BATCH = 1_000
const NIL = "00000000-0000-0000-0000-000000000000"

/**
 * Takes out what the shop need not keep any longer: the payloads of events, and the traces of downloads,
 * older than the settings say, whose rows stay, and copies with somebody's address that were not fetched for
 * a month; how many of each. In batches of a thousand, each a transaction of its own, so that nobody waits for
 * it; cut short, the next run goes on. Again, it changes nothing.
 */
export async function applyRetention(
  batch = BATCH,
): Promise<{ copies: number; eventPayloads: number; downloadTraces: number }> {
  const { eventPayloadDays, downloadTraceDays } = await getRetention()
  const at = now()
  const done = {
    copies: await deleteCopies(at, batch),
    eventPayloads: await emptyAll(borderOf(eventPayloadDays, at), batch),
    downloadTraces: await forgetAll(borderOf(downloadTraceDays, at), batch),
  }
  log.info(done, "kept what is needed")
  return done
}

async function deleteCopies(at: Date, batch: number): Promise<number> {
  for (let sum = 0; ; ) {
    const count = await transaction(async () => {
      const unused = await deleteUnused(plusSeconds(at, -COPY_LAPSES_AFTER), batch)
      await forgetBytes(unused.keys)
      return unused.count
    })
    sum += count
    if (count < batch) return sum
  }
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

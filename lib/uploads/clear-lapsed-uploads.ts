import { now, plusSeconds } from "@/lib/clock"
import { log } from "@/lib/log"
import { arriving } from "@/lib/storage/arriving"
import { LAPSES_AFTER } from "@/lib/uploads/rules"
import { listLapsed, saveFailed } from "@/lib/uploads/store"

/** Removes what arrived of uploads that no byte has come for in a week; their rows say so. */
export async function clearLapsedUploads(): Promise<void> {
  for (const { id } of await listLapsed(plusSeconds(now(), -LAPSES_AFTER))) {
    await saveFailed(id, "lapsed", now())
    await arriving().remove(id)
    log.info({ upload: id }, "unfinished upload removed")
  }
}

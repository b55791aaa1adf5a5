import { now } from "@/lib/clock"
import { isTestMode } from "@/lib/env"
import { listTrialGoods } from "@/lib/setup/store"

/** What the owner may try a purchase with by a button; none where money could move. */
export async function findTrialGoods(): Promise<{ slug: string; title: string }[]> {
  return isTestMode() ? listTrialGoods(now()) : []
}

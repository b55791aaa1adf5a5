import { deleteLapsedSessions } from "@/lib/auth/store"
import { DAY, now, plusSeconds } from "@/lib/clock"
import { deleteProofs } from "@/lib/customers/store/proofs"

// Until then an old link still knows whom to mail a new one to.
const KEEP_PROOFS = 7 * DAY

/** Removes sessions that have lapsed, and the proofs of mails that lapsed a week ago; how many. */
export async function clearLapsedSignIns(): Promise<{ sessions: number; proofs: number }> {
  return {
    sessions: await deleteLapsedSessions(now()),
    proofs: await deleteProofs(plusSeconds(now(), -KEEP_PROOFS)),
  }
}

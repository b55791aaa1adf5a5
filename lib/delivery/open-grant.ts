import { NIL } from "uuid"
import { now } from "@/lib/clock"
import { type Deliverable, findGrant, saveStarted } from "@/lib/delivery/store/grants"
import { saveOpened } from "@/lib/delivery/store/opened"
import { isLive } from "@/lib/entitlements/access-rules"
import { chooseBytes } from "@/lib/stamping/choose-bytes"
import { readToken } from "@/lib/tokens"

// A garbled token asks the database as a real one does: the time taken tells nothing.
const nobody = { id: NIL, version: 0 }

/**
 * The file behind the address of a grant, asked anew at every request: null for what this shop did
 * not give, for a grant that has lapsed, and from the moment that its purchase is refunded, disputed
 * or ended, or its order's link replaced. Takes nothing from the counter, however often it is asked.
 * "waiting": a copy with its owner's address is being made; the same address has it in a moment.
 * @param starts whether bytes are about to be sent
 */
export async function openGrant(
  token: string,
  starts: boolean,
): Promise<Deliverable | "waiting" | null> {
  const { id, version } = readToken("download", token) ?? nobody
  const grant = await findGrant(id, version)
  const at = now()
  if (!grant?.access || grant.expiresAt <= at || !isLive(grant.access, at)) return null
  const file = grant.copyOwner ? await chooseBytes(grant.file, grant.copyOwner, at) : grant.file
  if (file !== "waiting" && starts && !grant.startedAt) {
    await saveStarted(id, at)
    await saveOpened(grant.access.entitlementId, at)
  }
  return file
}

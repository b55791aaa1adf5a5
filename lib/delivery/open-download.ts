import { z } from "zod"
import { now, plusSeconds } from "@/lib/clock"
import { findOrderOf } from "@/lib/delivery/find-order"
import {
  browserFamily,
  chooseSource,
  GRANT_SECONDS,
  type LineState,
  OF_SESSION,
} from "@/lib/delivery/rules"
import {
  listCustomerSources,
  listOrderSources,
  type NewDownload,
  recordDownload,
  recordUncountedDownload,
  type Source,
} from "@/lib/delivery/store/downloads"
import { takeRate } from "@/lib/rate-limit"
import { newId, readToken, signToken } from "@/lib/tokens"

const MOST_TRIES = 10

/** By what somebody comes to a file: the private link of an order, or being signed in. */
export type Door = { kind: "order"; token: string } | { kind: "library"; customerId: string }

export type OpenedDownload =
  | { outcome: "granted"; url: `/api/downloads/${string}` }
  | { outcome: "not-found" }
  | { outcome: "refused"; reason: LineState; downloadLimit: number }

/**
 * A click on a file's button: takes one of a purchase's downloads, or none where something opens the
 * file that is not counted, and answers the address of a grant that is good for 24 hours. An order's
 * link opens that order's purchases and nothing else; a signed-in customer has all that is theirs.
 * Takes none when it refuses. "not-found" tells nobody whether the link, the file, or only the bond
 * between them does not exist. Throws an AppError "rate-limited".
 * @param network coarse (lib/client-address.ts), never a whole address
 * @param userAgent the whole header; only the browser's family is kept
 */
export async function openDownload(click: {
  door: Door
  fileId: string
  network: string | null
  userAgent: string | null
}): Promise<OpenedDownload> {
  const owner = await findOwner(click.door)
  if (!owner || !z.uuid().safeParse(click.fileId).success) return { outcome: "not-found" }
  await takeRate("download", owner.id)

  const at = now()
  const grant = {
    id: newId(),
    fileId: click.fileId,
    network: click.network,
    userAgent: browserFamily(click.userAgent),
    expiresAt: plusSeconds(at, GRANT_SECONDS),
  }
  for (let tries = 1; ; tries++) {
    const source = chooseSource(await owner.listSources(click.fileId, at), at)
    if (!source) return { outcome: "not-found" }
    const { downloadLimit, state } = source
    if (state !== "open") return { outcome: "refused", reason: state, downloadLimit }
    if (await take(source, grant, at))
      return {
        outcome: "granted",
        url: `/api/downloads/${signToken("download", grant.id, owner.version)}`,
      }
    // Somebody was faster: look again, there may be another source, or another reason.
    if (tries === MOST_TRIES) return { outcome: "refused", reason: "limit-reached", downloadLimit }
  }
}

type Owner = {
  /** Whose clicks are counted together for the rate limit. */
  id: string
  /** Of the grant's token. A link's own travels on: a link that is replaced takes its grants with it. */
  version: number
  listSources: (fileId: string, at: Date) => Promise<Source[]>
}

async function findOwner(door: Door): Promise<Owner | null> {
  if (door.kind === "library") {
    const { customerId: id } = door
    const listSources: Owner["listSources"] = (file, at) => listCustomerSources(id, file, at)
    return { id, version: OF_SESSION, listSources }
  }
  const order = await findOrderOf(door.token)
  const version = readToken("order", door.token)?.version
  if (!order || version === undefined) return null
  return { id: order.id, version, listSources: (file, at) => listOrderSources(order.id, file, at) }
}

async function take({ purchaseId, access }: Source, grant: NewDownload, at: Date) {
  if (purchaseId) return recordDownload({ ...grant, purchaseId }, at)
  if (!access) return false
  return recordUncountedDownload({ ...grant, entitlementId: access.entitlementId }, at)
}

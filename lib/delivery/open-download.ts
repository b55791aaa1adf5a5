import { z } from "zod"
import { now, plusSeconds } from "@/lib/clock"
import { findOrderOf } from "@/lib/delivery/find-order"
import { browserFamily, GRANT_SECONDS, type LineState, lineState } from "@/lib/delivery/rules"
import { listSources, recordDownload, type Source } from "@/lib/delivery/store/grants"
import { takeRate } from "@/lib/rate-limit"
import { newId, readToken, signToken } from "@/lib/tokens"

const MOST_TRIES = 10

export type OpenedDownload =
  | { outcome: "granted"; url: `/api/downloads/${string}` }
  | { outcome: "not-found" }
  | { outcome: "refused"; reason: LineState; downloadLimit: number }

/**
 * A click on a file's button: takes one of the purchase's downloads and answers the address of a
 * grant that is good for 24 hours. Takes none when it refuses. "not-found" tells nobody whether the
 * link, the file, or only the bond between them does not exist. Throws an AppError "rate-limited".
 * @param network coarse (lib/client-address.ts), never a whole address
 * @param userAgent the whole header; only the browser's family is kept
 */
export async function openDownload(click: {
  token: string
  fileId: string
  network: string | null
  userAgent: string | null
}): Promise<OpenedDownload> {
  const order = await findOrderOf(click.token)
  const version = readToken("order", click.token)?.version
  if (!order || !z.uuid().safeParse(click.fileId).success) return { outcome: "not-found" }
  await takeRate("download", order.id)

  const at = now()
  const grant = {
    id: newId(),
    fileId: click.fileId,
    network: click.network,
    userAgent: browserFamily(click.userAgent),
    expiresAt: plusSeconds(at, GRANT_SECONDS),
  }
  for (let tries = 1; ; tries++) {
    const source = bestOf(await listSources(order.id, click.fileId, at), at)
    if (!source) return { outcome: "not-found" }
    const { purchaseId, downloadLimit, state } = source
    if (state !== "open") return { outcome: "refused", reason: state, downloadLimit }
    // The link's version travels on: a link that is replaced takes its grants with it.
    if (await recordDownload({ ...grant, purchaseId }, at))
      return {
        outcome: "granted",
        url: `/api/downloads/${signToken("download", grant.id, version)}`,
      }
    // Somebody was faster: look again, there may be another purchase, or another reason.
    if (tries === MOST_TRIES) return { outcome: "refused", reason: "limit-reached", downloadLimit }
  }
}

/** The purchase to take from: an order may hold the same edition twice. */
function bestOf(sources: Source[], at: Date): (Source & { state: LineState }) | null {
  const known = sources.map((source) => ({ ...source, state: lineState(source.access, at) }))
  return known.find((source) => source.state === "open") ?? known[0] ?? null
}

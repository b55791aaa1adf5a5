import { transaction } from "@/lib/db"
import { log } from "@/lib/log"
import { findUnsubscriber } from "@/lib/mail/find-unsubscriber"
import { deleteOptOut, saveOptOut } from "@/lib/mail/store/opt-outs"

/**
 * Ends a reader's mails about new versions, of everything that they have, or brings them back. Whoever
 * holds the mail's key may; again, it changes nothing. Mails that wait to be sent are left out when their
 * turn comes. "not-found": the key is none, or its reader was forgotten.
 */
export async function changeReleaseMails(
  token: string,
  wish: "stop" | "resume",
): Promise<"changed" | "not-found"> {
  const outcome = await transaction(async () => {
    const reader = await findUnsubscriber(token)
    if (!reader) return "not-found"
    if (wish === "stop") await saveOptOut(reader.customerId, "asked")
    else await deleteOptOut(reader.customerId)
    return "changed"
  })
  log.info({ wish, outcome }, "mails about new versions")
  return outcome
}

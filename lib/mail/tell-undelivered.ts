import { now } from "@/lib/clock"
import { transaction } from "@/lib/db"
import { env } from "@/lib/env"
import { alertOwner } from "@/lib/mail/alert-owner"
import { listUndelivered } from "@/lib/mail/store/undelivered"

const MOST = 50

/**
 * Mails the shop's owner who paid and was not reached, once a day at most, and only if there is somebody.
 * How many those are; fifty stands for more.
 */
export async function tellUndelivered(): Promise<number> {
  const at = now()
  const { undelivered, next } = await listUndelivered({ now: at, after: null, limit: MOST })
  const count = undelivered.length
  if (count === 0) return 0
  const who = `${next ? "More than " : ""}${count} ${count === 1 ? "buyer has" : "buyers have"}`
  const message = `${who} paid, and nobody has opened it: the receipt did not arrive. See who, and write to them another way, mail it again or give the order to the right address: ${env().PUBLIC_URL}/admin/undelivered`
  const subject = `undelivered/${at.toISOString().slice(0, 10)}`
  await transaction(() => alertOwner(subject, message))
  return count
}

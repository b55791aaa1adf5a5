import { listOrdersOf } from "@/lib/checkout/store/checkouts"
import { emailField } from "@/lib/customers/rules"
import { transaction } from "@/lib/db"
import { AppError } from "@/lib/errors"
import { recordMail } from "@/lib/mail/store/mails"
import { takeRate } from "@/lib/rate-limit"
import { newId } from "@/lib/tokens"

/**
 * Mails the private links of all paid orders of an address to that address. Answers the same whether
 * the address is known or not. Throws AppError "invalid" for a malformed address, "rate-limited" for
 * too many.
 */
export async function sendLinks(input: { email: string; network: string }): Promise<void> {
  const parsed = emailField.safeParse(input.email)
  if (!parsed.success)
    throw new AppError("invalid", parsed.error.issues[0]?.message ?? "Enter your email address.")
  await takeRate("links-network", input.network)
  await takeRate("links-address", parsed.data)
  const [order] = await listOrdersOf(parsed.data, 1)
  if (!order) return
  await transaction(() => recordMail({ kind: "links", subject: newId(), recipient: parsed.data }))
}

import { normaliseEmail } from "@/lib/customers/rules"
import type { OrderQuery } from "@/lib/purchases/store/find-orders"

/** What somebody who types this into the search of orders looks for; null: nothing in particular. */
export function readOrderQuery(typed: string): OrderQuery | null {
  const text = typed.trim().slice(0, 200)
  if (text === "") return null
  if (/^(cs|pi|re|pyr|dp|du|cus)_\w+$/.test(text)) return { by: "stripe", id: text }
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return { by: "id", id: text }
  if (text.includes("@")) return { by: "email", email: normaliseEmail(text) }
  return { by: "product", words: text }
}

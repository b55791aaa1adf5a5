import { stringify } from "csv-stringify/sync"
import { type Buyer, listBuyers } from "@/lib/accounting/store/buyers"
import { harmless } from "@/lib/csv-cell"
import { env } from "@/lib/env"
import { toDecimal } from "@/lib/money"
import { dayOf } from "@/lib/shop/calendar-rules"

const PAGE = 1_000

/**
 * Everybody who bought something, each once. In pages, so that any number of them takes no more memory.
 * @param product only who bought the product with this slug; null: any
 */
export async function* readBuyers(product: string | null): AsyncGenerator<Buyer[]> {
  for (let after: string | null = null; ; ) {
    const page: Buyer[] = await listBuyers({ product, after, limit: PAGE })
    yield page
    after = page.at(-1)?.id ?? null
    if (page.length < PAGE) return
  }
}

/** The heading of the list; docs/operations.md says what each column means. */
export const buyerColumns = [
  "email",
  "name",
  "first_bought",
  "last_bought",
  "orders",
  "paid",
  "refunded",
  "takes_news",
]

/** The same as CSV (RFC 4180, UTF-8) in parts, the heading first. */
export async function* writeBuyers(product: string | null): AsyncGenerator<string> {
  yield stringify([buyerColumns])
  for await (const buyers of readBuyers(product)) yield stringify(buyers.map(toCells))
}

function toCells(buyer: Buyer): string[] {
  const { SHOP_TIME_ZONE: timeZone } = env()
  return [
    harmless(buyer.email),
    harmless(buyer.name ?? ""),
    dayOf(buyer.firstAt, timeZone),
    dayOf(buyer.lastAt, timeZone),
    String(buyer.orders),
    sums(buyer.paid),
    sums(buyer.refunded),
    buyer.takesNews ? "yes" : "no",
  ]
}

// Never summed across currencies: "12.00 EUR; 30.00 USD".
function sums(money: Record<string, number>): string {
  return Object.entries(money)
    .filter(([, amount]) => amount > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, amount]) => `${toDecimal({ amount, currency })} ${currency.toUpperCase()}`)
    .join("; ")
}

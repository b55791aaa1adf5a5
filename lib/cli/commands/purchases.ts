import { Command } from "commander"
import { z } from "zod"
import { COMMAND_LINE } from "@/lib/audit/store"
import { readEmail } from "@/lib/cli/commands/read-email"
import { readLimit } from "@/lib/cli/commands/read-limit"
import { print, table } from "@/lib/cli/output"
import { env } from "@/lib/env"
import { formatMoney } from "@/lib/money"
import { requirePurchase, resetDownloads } from "@/lib/purchases/reset-downloads"
import { rotateLink } from "@/lib/purchases/rotate-link"
import { listPurchases, type PurchaseRow } from "@/lib/purchases/store/purchases"
import { simulatePurchase } from "@/lib/webhooks/simulate-purchase"

const withJson = z.object({ json: z.boolean() })

/** `purchases`, `purchase` and `simulate-purchase`. */
export function purchaseCommands(): Command[] {
  return [purchases(), purchase(), simulate()]
}

function purchases(): Command {
  return new Command("purchases")
    .description("lists purchases, newest first")
    .option("--email <address>", "only those of one customer")
    .option("--limit <n>", "at most so many", "100")
    .action(async (raw: unknown) => {
      const options = withJson
        .extend({ email: z.string().optional(), limit: z.string() })
        .parse(raw)
      const limit = readLimit(options.limit)
      const email = options.email === undefined ? undefined : readEmail(options.email)
      const rows = await listPurchases(email ? { email, limit } : { limit })
      print(options, rows.map(describe), [...table(headings, rows.map(columns), "No purchases.")])
    })
}

function purchase(): Command {
  return new Command("purchase")
    .description("shows one purchase; gives downloads back; makes its private link void")
    .argument("<id>", "the purchase's id")
    .option("--reset-downloads", "give it as many downloads as its edition allows", false)
    .option("--rotate-link", "void the order's private link and print a new one", false)
    .action(async (id: string, raw: unknown) => {
      const options = withJson
        .extend({ resetDownloads: z.boolean(), rotateLink: z.boolean() })
        .parse(raw)
      const row = options.resetDownloads
        ? await resetDownloads(id, COMMAND_LINE)
        : await requirePurchase(id)
      const link = options.rotateLink ? await rotateLink(id, COMMAND_LINE) : null
      print(options, { ...describe(row), ...(link ? { orderUrl: link } : {}) }, [
        ...table(headings, [columns(row)], ""),
        ...(link ? [`The new private link: ${link}`] : []),
      ])
    })
}

function simulate(): Command {
  return new Command("simulate-purchase")
    .description(
      "buys an edition through the running shop's webhook, without money (test mode only)",
    )
    .requiredOption("--edition <slug>", "what to buy")
    .requiredOption("--email <address>", "who buys")
    .option("--currency <code>", "in which of its currencies")
    .action(async (raw: unknown) => {
      const options = withJson
        .extend({ edition: z.string(), email: z.string(), currency: z.string().optional() })
        .parse(raw)
      const result = await simulatePurchase({
        editionSlug: options.edition,
        email: readEmail(options.email),
        currency: options.currency?.toLowerCase() ?? null,
      })
      print(options, result, [
        `The webhook was ${result.outcome} (${result.eventId}).`,
        `Order: ${result.orderUrl}`,
      ])
    })
}

const headings = ["PURCHASE", "EMAIL", "EDITION", "PAID", "LEFT", "STATE", "DATE"]

function columns(row: PurchaseRow): string[] {
  const { amountTotal, checkout } = row.line
  return [
    row.id,
    row.customer.email ?? "(erased)",
    row.edition.slug,
    formatMoney({ amount: amountTotal, currency: checkout.currency }, env().SHOP_LOCALE),
    String(row.downloadsLeft),
    row.entitlement?.revokedReason ?? "open",
    row.createdAt.toISOString().slice(0, 16).replace("T", " "),
  ]
}

function describe(row: PurchaseRow) {
  return {
    id: row.id,
    orderId: row.line.checkout.id,
    email: row.customer.email,
    product: row.edition.product.slug,
    edition: row.edition.slug,
    amount: row.line.amountTotal,
    currency: row.line.checkout.currency,
    downloadsLeft: row.downloadsLeft,
    state: row.entitlement?.revokedReason ?? "open",
    createdAt: row.createdAt,
  }
}

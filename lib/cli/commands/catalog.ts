import { Command } from "commander"
import { z } from "zod"
import { changeSharing } from "@/lib/catalog/change-sharing"
import { listShelf } from "@/lib/catalog/store/shelf"
import { readLimit } from "@/lib/cli/commands/read-limit"
import { print, table } from "@/lib/cli/output"
import { now } from "@/lib/clock"
import { env } from "@/lib/env"
import { AppError } from "@/lib/errors"
import { formatMoney } from "@/lib/money"
import { saveSetting } from "@/lib/shop/store"

const withJson = z.object({ json: z.boolean() })

/** `products`, `sharing` and `demo`. */
export function catalogCommands(): Command[] {
  return [products(), sharing(), demo()]
}

const sharingOptions = withJson.extend({
  requireSignIn: z.enum(["on", "off"]).optional(),
  stampPdfs: z.enum(["on", "off"]).optional(),
  downloads: z.coerce.number().int().min(1).max(10_000).optional(),
})

function sharing(): Command {
  return new Command("sharing")
    .description("shows or changes how far a product's links may travel")
    .argument("<product>", "the product's slug")
    .option("--require-sign-in <on|off>", "its files open for the signed-in buyer alone")
    .option("--stamp-pdfs <on|off>", "its PDFs bear the address of whoever fetches them")
    .option("--downloads <n>", "downloads that a purchase comes with from now on")
    .action(async (slug: string, raw: unknown) => {
      const parsed = sharingOptions.safeParse(raw)
      if (!parsed.success)
        throw new AppError(
          "invalid",
          "Write --require-sign-in and --stamp-pdfs on or off, and --downloads as a number from 1 to 10,000.",
        )
      const { requireSignIn, stampPdfs, downloads, ...options } = parsed.data
      const changed = await changeSharing(slug, {
        ...(requireSignIn ? { requiresSignIn: requireSignIn === "on" } : {}),
        ...(stampPdfs ? { stampsPdfs: stampPdfs === "on" } : {}),
        ...(downloads ? { downloadLimit: downloads } : {}),
      })
      print(options, changed, [
        changed.requiresSignIn
          ? `${slug} opens for its signed-in buyer alone.`
          : `${slug} opens for whoever holds the order's link.`,
        ...(changed.stampsPdfs ? ["Its PDFs bear the address of whoever fetches them."] : []),
        ...changed.editions.map((edition) => `${edition.slug}: ${edition.downloadLimit} downloads`),
      ])
    })
}

function products(): Command {
  return new Command("products")
    .description("lists products with their editions, prices and sales")
    .option("--limit <n>", "at most so many products", "100")
    .action(async (raw: unknown) => {
      const options = withJson.extend({ limit: z.string() }).parse(raw)
      const shelf = await listShelf(readLimit(options.limit))
      const rows = shelf.flatMap((product) =>
        product.editions.map((edition) => [
          product.slug,
          edition.slug,
          product.archivedAt || edition.archivedAt
            ? "archived"
            : product.publishedAt
              ? "for sale"
              : "draft",
          edition.prices.map((price) => formatMoney(price, env().SHOP_LOCALE)).join(" / ") || "-",
          String(edition._count.purchases),
        ]),
      )
      print(
        options,
        shelf,
        table(
          ["PRODUCT", "EDITION", "STATE", "PRICES", "SOLD"],
          rows,
          "The shop is empty. `npm run shop -- demo` puts the demo catalogue on the shelf.",
        ),
      )
    })
}

function demo(): Command {
  return new Command("demo")
    .description("puts the demo catalogue on the shelf, or takes it off")
    .option("--remove", "delete the demo goods; sold ones are archived", false)
    .action(async (raw: unknown) => {
      const options = withJson.extend({ remove: z.boolean() }).parse(raw)
      if (options.remove) {
        const { removeDemo } = await import("@/prisma/seed/remove-demo")
        const result = await removeDemo(now())
        // An owner who took it off does not want it back at the next start.
        await saveSetting("demo", "removed")
        print(options, result, [
          `${result.removed} demo products deleted, ${result.archived} archived because they were sold.`,
        ])
        return
      }
      // Loaded when asked for: it brings the makers of PDF and zip, which no other command needs.
      const { loadDemo } = await import("@/prisma/seed/load-demo")
      const tell = options.json
        ? () => undefined
        : (line: string) => process.stdout.write(`added  ${line}\n`)
      const loaded = await loadDemo(tell)
      await saveSetting("demo", "on")
      const count = loaded.added.length + (loaded.films?.added ?? 0)
      print(options, loaded, [`${count.toLocaleString("en-US")} demo products added.`])
    })
}

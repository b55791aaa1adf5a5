import { Command } from "commander"
import { z } from "zod"
import { reassignOrder } from "@/lib/account/reassign-order"
import { COMMAND_LINE } from "@/lib/audit/store"
import { releaseOrder } from "@/lib/checkout/release-order"
import { readLimit } from "@/lib/cli/commands/read-limit"
import { refundCommand } from "@/lib/cli/commands/refund"
import { lineAt, requireOrder } from "@/lib/cli/commands/require-order"
import { print, table } from "@/lib/cli/output"
import { now } from "@/lib/clock"
import { mailState } from "@/lib/mail/rules/mail-state"
import { listUndelivered } from "@/lib/mail/store/undelivered"
import type { PurchaseRow } from "@/lib/purchases/store/purchases"
import { giveBack, takeBack } from "@/lib/purchases/take-back"

const withReason = z.object({ json: z.boolean(), reason: z.string().trim().min(1).max(500) })

/** `refund`, `revoke-access`, `restore-access`, `release-order`, `reassign` and `undelivered`. */
export function orderCommands(): Command[] {
  return [
    refundCommand(),
    access(
      "revoke-access",
      "closes what was bought, without a refund, until it is restored",
      takeBack,
    ),
    access(
      "restore-access",
      "opens what was revoked, unless a refund or a dispute closes it",
      giveBack,
    ),
    release(),
    reassign(),
    undelivered(),
  ]
}

function access(name: string, description: string, change: typeof takeBack): Command {
  return new Command(name)
    .description(description)
    .argument("<order>", "the order's id")
    .option("--line <n>", "only its nth line, from 1")
    .requiredOption("--reason <words>", "why; it stands in the audit log")
    .action(async (id: string, raw: unknown) => {
      const options = withReason.extend({ line: z.string().optional() }).parse(raw)
      const order = await requireOrder(id)
      const lines = options.line === undefined ? order.lines : [lineAt(order, options.line)]
      const changed: PurchaseRow[] = []
      for (const { purchase } of lines)
        if (purchase)
          changed.push(
            await change({ purchaseId: purchase.id, reason: options.reason, actor: COMMAND_LINE }),
          )
      const told = changed.map((row) => ({
        purchase: row.id,
        edition: row.edition.slug,
        state: row.entitlement?.revokedReason ?? "open",
      }))
      print(options, told, [
        ...table(
          ["PURCHASE", "EDITION", "STATE"],
          told.map((one) => Object.values(one)),
          "Nothing of this order was bought yet.",
        ),
      ])
    })
}

function release(): Command {
  return new Command("release-order")
    .description("gives a withheld order to its buyer, for what they paid")
    .argument("<order>", "the order's id")
    .requiredOption("--reason <words>", "why; it stands in the audit log")
    .action(async (id: string, raw: unknown) => {
      const options = withReason.parse(raw)
      const { id: orderId } = await requireOrder(id)
      await releaseOrder({ orderId, reason: options.reason, actor: COMMAND_LINE })
      print(options, { id: orderId, status: "paid" }, ["Released. The receipt is on its way."])
    })
}

function reassign(): Command {
  return new Command("reassign")
    .description("gives an order to another address; whoever had it has it no more")
    .argument("<order>", "the order's id")
    .requiredOption("--to <address>", "the new address")
    .requiredOption("--reason <words>", "why; it stands in the audit log")
    .option("--no-mail", "mail no receipt there")
    .action(async (id: string, raw: unknown) => {
      const options = withReason.extend({ to: z.string(), mail: z.boolean() }).parse(raw)
      const { id: orderId } = await requireOrder(id)
      const { to, mail: mails, reason } = options
      const email = await reassignOrder({ orderId, to, mails, reason, actor: COMMAND_LINE })
      print(options, { id: orderId, email, mailed: mails }, [`The order is ${email}'s now.`])
    })
}

function undelivered(): Command {
  return new Command("undelivered")
    .description("lists who paid, was not reached by mail, and has opened nothing")
    .option("--limit <n>", "at most so many", "50")
    .action(async (raw: unknown) => {
      const options = z.object({ json: z.boolean(), limit: z.string() }).parse(raw)
      const limit = readLimit(options.limit)
      const { undelivered: rows } = await listUndelivered({ now: now(), after: null, limit })
      const told = rows.map(({ mail, ...row }) => ({
        ...row,
        state: mailState(mail),
        why: mail.deliveryNote ?? mail.lastError,
      }))
      const lines = told.map((one) => [
        one.orderId,
        one.email,
        one.titles.join(", "),
        one.state,
        one.why ?? "",
      ])
      const headings = ["ORDER", "EMAIL", "WHAT", "MAIL", "WHY"]
      print(options, told, table(headings, lines, "Everybody was reached, or has opened it."))
    })
}

import { Command } from "commander"
import { z } from "zod"
import { reassignOrder } from "@/lib/account/reassign-order"
import { resendReceipt } from "@/lib/account/resend-receipt"
import { reasonField } from "@/lib/audit/rules"
import { COMMAND_LINE } from "@/lib/audit/store"
import { releaseOrder } from "@/lib/checkout/release-order"
import { readLimit } from "@/lib/cli/commands/read-limit"
import { refundCommand } from "@/lib/cli/commands/refund"
import { lineAt, requireOrder } from "@/lib/cli/commands/require-order"
import { carryOut, sayUnchanged, withDryRun } from "@/lib/cli/dry-run"
import { print, table } from "@/lib/cli/output"
import { now } from "@/lib/clock"
import { mailState } from "@/lib/mail/rules/mail-state"
import { listUndelivered } from "@/lib/mail/store/undelivered"
import type { PurchaseRow } from "@/lib/purchases/store/purchases"
import { giveBack, takeBack } from "@/lib/purchases/take-back"

const given = z.object({ json: z.boolean(), dryRun: z.boolean() })
const withReason = given.extend({ reason: reasonField })

/**
 * `refund`, `revoke-access`, `restore-access`, `release-order`, `reassign`, `resend-receipt` and
 * `undelivered`.
 */
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
    resend(),
    undelivered(),
  ]
}

function access(name: string, description: string, change: typeof takeBack): Command {
  return withDryRun(new Command(name))
    .description(description)
    .argument("<order>", "the order's id")
    .option("--line <n>", "only its nth line, from 1")
    .requiredOption("--reason <words>", "why; it stands in the audit log")
    .action(async (id: string, raw: unknown) => {
      const options = withReason.extend({ line: z.string().optional() }).parse(raw)
      const order = await requireOrder(id)
      const lines = options.line === undefined ? order.lines : [lineAt(order, options.line)]
      const { reason } = options
      const changed = await carryOut(options, async () => {
        const rows: PurchaseRow[] = []
        for (const { purchase } of lines)
          if (purchase)
            rows.push(await change({ purchaseId: purchase.id, reason, actor: COMMAND_LINE }))
        return rows
      })
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
        ...sayUnchanged(options),
      ])
    })
}

function release(): Command {
  return withDryRun(new Command("release-order"))
    .description("gives a withheld order to its buyer, for what they paid")
    .argument("<order>", "the order's id")
    .requiredOption("--reason <words>", "why; it stands in the audit log")
    .action(async (id: string, raw: unknown) => {
      const options = withReason.parse(raw)
      const { id: orderId } = await requireOrder(id)
      const { reason } = options
      await carryOut(options, () => releaseOrder({ orderId, reason, actor: COMMAND_LINE }))
      print(options, { id: orderId, status: "paid", dryRun: options.dryRun }, [
        options.dryRun
          ? "It would be released, and its receipt mailed."
          : "Released. The receipt is on its way.",
        ...sayUnchanged(options),
      ])
    })
}

function reassign(): Command {
  return withDryRun(new Command("reassign"))
    .description("gives an order to another address; whoever had it has it no more")
    .argument("<order>", "the order's id")
    .requiredOption("--to <address>", "the new address")
    .requiredOption("--reason <words>", "why; it stands in the audit log")
    .option("--no-mail", "mail no receipt there")
    .action(async (id: string, raw: unknown) => {
      const options = withReason.extend({ to: z.string(), mail: z.boolean() }).parse(raw)
      const { id: orderId } = await requireOrder(id)
      const { to, mail: mails, reason, dryRun } = options
      const email = await carryOut(options, () =>
        reassignOrder({ orderId, to, mails, reason, actor: COMMAND_LINE }),
      )
      print(options, { id: orderId, email, mailed: mails && !dryRun, dryRun }, [
        dryRun ? `The order would be ${email}'s.` : `The order is ${email}'s now.`,
        ...sayUnchanged(options),
      ])
    })
}

function resend(): Command {
  return withDryRun(new Command("resend-receipt"))
    .description("mails an order's receipt once more, to its buyer's address of today")
    .argument("<order>", "the order's id")
    .action(async (id: string, raw: unknown) => {
      const options = given.parse(raw)
      const order = await requireOrder(id)
      await carryOut(options, () => resendReceipt(order.id, COMMAND_LINE))
      const to = order.customer?.email ?? null
      print(options, { id: order.id, to, dryRun: options.dryRun }, [
        options.dryRun ? `It would go to ${to}.` : `The receipt is on its way to ${to}.`,
        ...sayUnchanged(options),
      ])
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

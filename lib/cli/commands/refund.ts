import { Command } from "commander"
import { z } from "zod"
import { reasonField } from "@/lib/audit/rules"
import { COMMAND_LINE } from "@/lib/audit/store"
import { lineAt, requireOrder } from "@/lib/cli/commands/require-order"
import { print } from "@/lib/cli/output"
import { env } from "@/lib/env"
import { AppError } from "@/lib/errors"
import { formatMoney } from "@/lib/money"
import type { WholeOrder } from "@/lib/purchases/store/whole-order"
import { refundPayment } from "@/lib/refunds/refund-payment"
import { planRefund, type RefundChoice } from "@/lib/refunds/rules"
import { sendRefund } from "@/lib/refunds/send-refund"
import { findPayment, findWaitingRequest, type RequestRow } from "@/lib/refunds/store/payments"
import { newId } from "@/lib/tokens"

const given = z.object({
  json: z.boolean(),
  reason: reasonField,
  line: z.string().optional(),
  amount: z.string().optional(),
  closeAccess: z.boolean(),
  dryRun: z.boolean(),
})

/** `refund`: in full, a line, or an amount; a refund whose answer was lost is finished first. */
export function refundCommand(): Command {
  return new Command("refund")
    .description("gives an order's money back: all that is left, a line, or an amount")
    .argument("<order>", "the order's id")
    .requiredOption("--reason <words>", "why; it stands in the audit log")
    .option("--line <n>", "only its nth line, from 1")
    .option("--amount <x>", "an amount in the order's currency, such as 12.50")
    .option("--close-access", "close access too, though only an amount goes back", false)
    .option("--dry-run", "say what would happen, and do nothing", false)
    .action(async (id: string, raw: unknown) => {
      const options = given.parse(raw)
      const order = await requireOrder(id)
      const choice = choiceOf(order, options)
      const paidFor = { checkoutId: order.id }
      const waiting = await findWaitingRequest(paidFor)
      if (options.dryRun) return preview(order, choice, waiting, options)
      const request = waiting
        ? await sendRefund(waiting.id)
        : await refundPayment({
            paidFor,
            choice,
            attempt: newId(),
            reason: options.reason,
            actor: COMMAND_LINE,
          })
      const { amount, currency, stripeRefundId: refund } = request
      print(options, { id: order.id, amount, currency, refund, wasWaiting: waiting !== null }, [
        `${inWords(request)} went back (${refund ?? "no refund"}).`,
        ...(waiting ? ["It was asked for before; nothing else was given back."] : []),
      ])
    })
}

function choiceOf(order: WholeOrder, options: z.output<typeof given>): RefundChoice {
  const { line, amount, closeAccess } = options
  if (line !== undefined && amount !== undefined)
    throw new AppError("invalid", "Give --line or --amount, not both.")
  if (amount !== undefined) return { what: "amount", typed: amount, closesAccess: closeAccess }
  if (closeAccess) throw new AppError("invalid", "--close-access goes with --amount.")
  return line === undefined ? { what: "full" } : { what: "line", lineId: lineAt(order, line).id }
}

async function preview(
  order: WholeOrder,
  choice: RefundChoice,
  waiting: RequestRow | null,
  options: z.output<typeof given>,
): Promise<void> {
  const payment = await findPayment({ checkoutId: order.id })
  const planned = payment && planRefund(payment, choice)
  if (!planned || planned.outcome === "refused")
    throw new AppError("conflict", planned?.message ?? "Nothing was paid.")
  const { amount, closing, staying } = planned.plan
  const { currency } = order
  print(options, { dryRun: true, id: order.id, amount, currency, closing, staying }, [
    ...(waiting ? [`First ${inWords(waiting)}, which was asked for before.`] : []),
    `${inWords({ amount, currency })} would go back.`,
    ...closing.map((title) => `Would close: ${title}`),
    ...staying.map((title) => `Would stay open: ${title}`),
  ])
}

function inWords({ amount, currency }: { amount: number; currency: string }): string {
  return formatMoney({ amount, currency }, env().SHOP_LOCALE)
}

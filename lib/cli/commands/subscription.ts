import { Command } from "commander"
import { z } from "zod"
import { COMMAND_LINE } from "@/lib/audit/store"
import { cancelNow } from "@/lib/billing/cancel-now"
import { resync as resyncSubscription } from "@/lib/billing/resync"
import {
  listSubscriptionEntitlements,
  listSubscriptions,
} from "@/lib/billing/store/listed-subscriptions"
import {
  findAnySubscription,
  listRunningSubscriptions,
  type OwnSubscription,
} from "@/lib/billing/store/own-subscriptions"
import { readEmail } from "@/lib/cli/commands/read-email"
import { readLimit } from "@/lib/cli/commands/read-limit"
import { print, table } from "@/lib/cli/output"
import { emailField } from "@/lib/customers/rules"
import { findCustomerId } from "@/lib/customers/store/customers"
import { env } from "@/lib/env"
import { AppError } from "@/lib/errors"
import { formatMoney } from "@/lib/money"
import { listSubscriptionInvoices } from "@/lib/subscriptions/store/own-invoices"
import { SubscriptionStatus } from "@/prisma/client/enums"

const withJson = z.object({ json: z.boolean() })
/** As many invoices as are shown. */
const INVOICES = 24
const day = (at: Date | null | undefined) => at?.toISOString().slice(0, 10) ?? ""

/** `subscription`, with what the administrator can do with subscriptions. */
export function subscriptionCommands(): Command[] {
  const subscription = new Command("subscription").description("subscriptions of customers")
  for (const command of [list(), show(), cancel(), resync()])
    subscription.addCommand(command.option("--json", "print JSON", false))
  return [subscription]
}

function list(): Command {
  return new Command("list")
    .description("lists subscriptions, the newest first")
    .option("--email <address>", "of one customer alone")
    .option("--status <status>", "in one of Stripe's states alone, as past_due")
    .option("--limit <n>", "at most so many", readLimit, 50)
    .action(async (_: unknown, command: Command) => {
      const options = withJson
        .extend({
          email: emailField.nullable().default(null),
          status: z.enum(SubscriptionStatus).nullable().default(null),
          limit: z.number(),
        })
        .safeParse(command.optsWithGlobals())
      if (!options.success)
        throw new AppError("invalid", options.error.issues[0]?.message ?? "Not understood.")
      const found = await listSubscriptions(options.data)
      const rows = found.map((one) => [
        one.id,
        one.customer?.email ?? "",
        one.status,
        day(one.startedAt),
        day(one.items[0]?.periodEndsAt),
        day(one.endedAt ?? one.cancelAt),
      ])
      print(
        options.data,
        found,
        table(
          ["ID", "CUSTOMER", "STATUS", "SINCE", "PERIOD ENDS", "ENDS"],
          rows,
          "There is no such subscription.",
        ),
      )
    })
}

function show(): Command {
  return new Command("show")
    .description("shows a subscription, its newest invoices, what it opens, and why")
    .argument("<id>", "its id, here or at Stripe")
    .action(async (id: string, _: unknown, command: Command) => {
      const own = await find(id)
      const opened = await listSubscriptionEntitlements(own.id)
      const invoices = await listSubscriptionInvoices(own.stripeSubscriptionId, INVOICES)
      const whole = { ...own, invoices, entitlements: opened }
      print(withJson.parse(command.optsWithGlobals()), whole, [
        `${own.id}  ${own.stripeSubscriptionId}`,
        `Plan: ${own.price ? `${own.price.plan.slug}, version ${own.price.plan.version}` : "not one of the shop's"}`,
        `Status: ${own.status}${own.pausedAt ? `, paused since ${day(own.pausedAt)}` : ""}${own.standing.isCollectionPaused ? ", its charges paused" : ""}`,
        `Since: ${day(own.startedAt)}. Period ends: ${day(own.items[0]?.periodEndsAt) || "never"}.`,
        ...(own.cancelAt ? [`Ends: ${day(own.cancelAt)}`] : []),
        ...(own.nextPriceAt ? [`Changes its price: ${day(own.nextPriceAt)}`] : []),
        ...(own.cancelledBecause ? [`Ended by the shop: ${own.cancelledBecause}`] : []),
        ...table(
          ["INVOICE", "OF", "AMOUNT", "STATUS"],
          invoices.map((one) => [
            one.number ?? one.id,
            day(one.createdAt),
            formatMoney({ amount: one.amountTotal, currency: one.currency }, env().SHOP_LOCALE),
            one.status,
          ]),
          "It has no invoices.",
        ),
        ...table(
          ["OPENS", "FROM", "UNTIL", "WHY"],
          opened.map((one) => [
            one.groupName ?? "",
            day(one.startsAt),
            day(one.endsAt),
            reasonOf(one),
          ]),
          "It opens nothing.",
        ),
      ])
    })
}

function reasonOf(one: Awaited<ReturnType<typeof listSubscriptionEntitlements>>[number]): string {
  if (one.revokedAt) return `closed ${day(one.revokedAt)}: ${one.revokedReason ?? "ended"}`
  return [
    one.trialUntil && `trial until ${day(one.trialUntil)}`,
    one.graceFrom && `unpaid from ${day(one.graceFrom)}`,
    one.pausedFrom && `paused from ${day(one.pausedFrom)}`,
  ]
    .filter(Boolean)
    .join(", ")
}

function cancel(): Command {
  return new Command("cancel")
    .description("ends a subscription at once; what it opens closes with it")
    .argument("<id>", "its id, here or at Stripe, or the address of a customer who has one alone")
    .option("--now", "really end it; there is no way back", false)
    .option("--refund", "give back what was paid for the running period", false)
    .action(async (which: string, _: unknown, command: Command) => {
      const options = withJson
        .extend({ now: z.boolean(), refund: z.boolean() })
        .parse(command.optsWithGlobals())
      if (!options.now)
        throw new AppError(
          "invalid",
          "Ending it cannot be undone: its customer loses access. Add --now to do it.",
        )
      const id = which.includes("@") ? await findOnly(which) : which
      const refunded = await cancelNow(id, { refund: options.refund, actor: COMMAND_LINE })
      print(options, { id, refunded }, [
        `${id} has ended.${options.refund ? ` Payments given back: ${refunded}.` : ""}`,
      ])
    })
}

function resync(): Command {
  return new Command("resync")
    .description("brings the copy of a subscription to what Stripe says of it now")
    .argument("<id>", "its id, here or at Stripe")
    .action(async (id: string, _: unknown, command: Command) => {
      const { before, after } = await resyncSubscription(id, COMMAND_LINE)
      print(withJson.parse(command.optsWithGlobals()), after, [
        before.status === after.status
          ? `${id} is ${after.status}.`
          : `${id} is ${after.status}; the shop had it as ${before.status}.`,
      ])
    })
}

/** The one running subscription of a customer, as Stripe calls it. Of several, none is guessed. */
async function findOnly(address: string): Promise<string> {
  const email = readEmail(address)
  const customerId = await findCustomerId(email)
  const [first, ...more] = customerId ? await listRunningSubscriptions(customerId) : []
  if (!first) throw new AppError("not-found", `${email} has no running subscription.`)
  if (more.length === 0) return first.stripeSubscriptionId
  const ids = [first, ...more].map((one) => one.stripeSubscriptionId).join(", ")
  throw new AppError("conflict", `${email} has several. Name one of them: ${ids}.`)
}

async function find(id: string): Promise<OwnSubscription> {
  const found = await findAnySubscription(id)
  if (!found) throw new AppError("not-found", `There is no subscription ${id}.`)
  return found
}

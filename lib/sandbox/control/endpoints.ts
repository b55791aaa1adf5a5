import { type Context, Hono } from "hono"
import { z } from "zod"
import { expireSession } from "@/lib/sandbox/checkout/expire-session"
import { settlePayment } from "@/lib/sandbox/checkout/settle-payment"
import { writeClock } from "@/lib/sandbox/clock-file"
import { advanceClock, clockSteps, moveClock } from "@/lib/sandbox/control/move-clock"
import { flushDeliveries, resendEvent } from "@/lib/sandbox/control/redeliver"
import { cardDeeds, setCard } from "@/lib/sandbox/control/set-card"
import { guardPages } from "@/lib/sandbox/guard"
import type { Sandbox } from "@/lib/sandbox/sandbox"
import { inScope, type Scope } from "@/lib/sandbox/scope"
import { readSettings, type Settings, saveSetting, settingShapes } from "@/lib/sandbox/settings"
import { changeDispute, disputeStatuses } from "@/lib/sandbox/stripe/change-dispute"
import { StripeFault } from "@/lib/sandbox/stripe/faults"
import { idOf } from "@/lib/sandbox/stripe/id-of"
import { getObject } from "@/lib/sandbox/stripe/objects"
import { refundCharge, settleRefund } from "@/lib/sandbox/stripe/refund-charge"
import { emptyTables } from "@/lib/sandbox/tables"

const disputeShape = z.object({ charge: z.string().min(1), status: z.enum(disputeStatuses) })
const outcomeShape = z.object({ status: z.enum(["failed", "succeeded"]) })
const refundShape = z.object({
  charge: z.string().min(1),
  amount: z.coerce.number().int().positive().optional(),
})
const clockShape = z.object({
  to: z.union([
    z.iso.datetime({ offset: true, local: true }),
    z.literal("").transform(() => null),
    z.null(),
  ]),
})

const advanceShape = z.object({ by: z.enum(clockSteps) })
/** A form sends the days as a text, "2, 7"; what is left out stays as it is. */
const billingShape = z.object({
  retryDays: z
    .preprocess(
      (given) =>
        typeof given === "string"
          ? given
              .split(/[\s,]+/)
              .filter(Boolean)
              .map(Number)
          : given,
      settingShapes.billing.shape.retryDays,
    )
    .optional(),
  afterRetries: settingShapes.billing.shape.afterRetries.optional(),
  draftMinutes: settingShapes.billing.shape.draftMinutes.optional(),
})

/** What tests and the control page tell the sandbox to do; JSON in and out, or a form and back. */
export function controlEndpoints(sandbox: Sandbox): Hono {
  const app = new Hono()
  app.use("/control/*", guardPages)

  const on = <Shape extends z.ZodType>(
    path: string,
    shape: Shape,
    run: (given: z.output<Shape>, id: string) => Promise<unknown>,
  ) => app.post(path, (c) => answer(c, shape, run))
  const inOne = <Result>(work: (scope: Scope) => Promise<Result>) => inScope(sandbox, work)
  const setting = <Name extends keyof Settings>(name: Name, value: Settings[Name]) =>
    saveSetting(sandbox.pool, name, value).then(() => ({ [name]: value }))

  on("/control/deliveries", settingShapes.deliveries, (given) => setting("deliveries", given))
  on("/control/api", settingShapes.api, (given) => setting("api", given))
  on("/control/mail", settingShapes.mail, (given) => setting("mail", given))
  on("/control/shop", settingShapes.shop, (given) =>
    setting("shop", { url: given.url.replace(/\/+$/, "") }),
  )
  on("/control/webhooks", settingShapes.webhooks, (given) => setting("webhooks", given))
  on("/control/tax", settingShapes.tax, (given) => setting("tax", given))
  on("/control/billing", billingShape, async (given) => {
    const { billing } = await readSettings(sandbox.pool)
    return setting("billing", {
      afterRetries: given.afterRetries ?? billing.afterRetries,
      draftMinutes: given.draftMinutes ?? billing.draftMinutes,
      retryDays: given.retryDays ?? billing.retryDays,
    })
  })
  on("/control/clock", clockShape, ({ to }) =>
    moveClock(sandbox, to === null ? null : Date.parse(to)),
  )
  on("/control/clock/advance", advanceShape, ({ by }) => advanceClock(sandbox, by))
  on("/control/deliveries/flush", z.object({}), () => flushDeliveries(sandbox))
  on("/control/events/:id/resend", z.object({}), (_, id) => resendEvent(sandbox, id))
  on("/control/disputes", disputeShape, (given) =>
    inOne(async (scope) => changeDispute(scope, await chargeOf(scope, given.charge), given.status)),
  )
  on("/control/payments/:id", outcomeShape, ({ status }, id) =>
    inOne((scope) => settlePayment(scope, id, status)),
  )
  on("/control/refunds", refundShape, ({ charge, amount }) =>
    inOne(async (scope) =>
      refundCharge(scope, {
        charge: await chargeOf(scope, charge),
        amount,
        reason: "requested_by_customer",
        metadata: {},
      }),
    ),
  )
  on("/control/refunds/:id", outcomeShape, ({ status }, id) =>
    inOne((scope) => settleRefund(scope, id, status)),
  )
  on("/control/sessions/:id/expire", z.object({}), (_, id) =>
    inOne((scope) => expireSession(scope, id)),
  )
  on("/control/subscriptions/:id/card", z.object({ does: z.enum(cardDeeds) }), ({ does }, id) =>
    inOne((scope) => setCard(scope, id, does)),
  )
  on("/control/reset", z.object({}), async () => {
    await emptyTables(sandbox.pool)
    await writeClock(sandbox, 0)
    return { settings: await readSettings(sandbox.pool) }
  })
  return app
}

/** A charge by its own id or by its payment's. */
async function chargeOf(scope: Scope, id: string): Promise<string> {
  if (!id.startsWith("pi_")) return id
  const intent = await getObject(scope, "payment_intent", id)
  return idOf(intent.latest_charge) || id
}

async function answer<Shape extends z.ZodType>(
  c: Context,
  shape: Shape,
  run: (given: z.output<Shape>, id: string) => Promise<unknown>,
): Promise<Response> {
  const isForm = (c.req.header("content-type") ?? "").includes("form-urlencoded")
  const parsed = shape.safeParse(await bodyOf(c, isForm))
  if (!parsed.success) return c.json({ error: z.prettifyError(parsed.error) }, 400)
  try {
    const result = await run(parsed.data, c.req.param("id") ?? "")
    return isForm ? c.redirect("/", 303) : c.json(result ?? {})
  } catch (error) {
    if (!(error instanceof StripeFault)) throw error
    return c.json({ error: error.message }, error.details.status === 404 ? 404 : 400)
  }
}

/** The JSON body, `{}` when there is none; of a form, what was filled in. */
async function bodyOf(c: Context, isForm: boolean): Promise<unknown> {
  const text = await c.req.text()
  if (isForm) {
    const filled = [...new URLSearchParams(text)].filter(([name, value]) => value || name === "to")
    return Object.fromEntries(filled)
  }
  if (text === "") return {}
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

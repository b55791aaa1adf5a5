import { Hono } from "hono"
import { controlPage } from "@/lib/sandbox/control/control-page"
import { listDeliveries } from "@/lib/sandbox/control/list-deliveries"
import { listSubscriptions } from "@/lib/sandbox/control/list-subscriptions"
import { guardPages } from "@/lib/sandbox/guard"
import type { Sandbox } from "@/lib/sandbox/sandbox"
import { inScope } from "@/lib/sandbox/scope"
import { nowMs, readSettings } from "@/lib/sandbox/settings"
import { findObjects } from "@/lib/sandbox/stripe/objects"

const most = 1000
const shown = 50

/** The control page, and what it shows as JSON for programs. */
export function controlPages(sandbox: Sandbox): Hono {
  const app = new Hono()
  app.use("/", guardPages)
  app.get("/", async () => {
    const deliveries = await listDeliveries(sandbox.pool, shown)
    return inScope(sandbox, async (scope) =>
      controlPage({
        settings: scope.settings,
        now: new Date(nowMs(scope.settings)),
        deliveries,
        subscriptions: await listSubscriptions(scope, shown),
        charges: await findObjects(scope, "charge", {}, shown),
        refunds: await findObjects(scope, "refund", {}, shown),
        disputes: await findObjects(scope, "dispute", {}, shown),
        intents: await findObjects(scope, "payment_intent", { status: "processing" }, shown),
        sessions: await findObjects(scope, "checkout.session", {}, shown),
      }),
    )
  })
  app.get("/control/deliveries.json", async (c) => {
    const event = c.req.query("event") ?? null
    return c.json(await listDeliveries(sandbox.pool, most, event))
  })
  app.get("/control/charges.json", async (c) =>
    c.json(await inScope(sandbox, (scope) => findObjects(scope, "charge", {}, most))),
  )
  app.get("/control/state.json", async (c) => {
    const settings = await readSettings(sandbox.pool)
    return c.json({ settings, now: new Date(nowMs(settings)).toISOString() })
  })
  return app
}

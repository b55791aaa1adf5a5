import type { HttpBindings } from "@hono/node-server"
import { Hono } from "hono"
import { checkoutPages } from "@/lib/sandbox/checkout/pages"
import { controlEndpoints } from "@/lib/sandbox/control/endpoints"
import { controlPages } from "@/lib/sandbox/control/pages"
import { invoicePages } from "@/lib/sandbox/invoices/pages"
import { mailboxPages } from "@/lib/sandbox/mail/mailbox-pages"
import { resendApi } from "@/lib/sandbox/mail/resend-api"
import { portalPages } from "@/lib/sandbox/portal/pages"
import type { Sandbox } from "@/lib/sandbox/sandbox"
import { stripeApi } from "@/lib/sandbox/stripe/api"
import { style } from "@/lib/sandbox/style"

/** Everything that the sandbox answers. */
export function sandboxApp(sandbox: Sandbox): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.route("/", stripeApi(sandbox))
  app.route("/", resendApi(sandbox))
  app.route("/", checkoutPages(sandbox))
  app.route("/", invoicePages(sandbox))
  app.route("/", portalPages(sandbox))
  app.route("/", mailboxPages(sandbox))
  app.route("/", controlEndpoints(sandbox))
  app.route("/", controlPages(sandbox))
  app.get("/style.css", (c) => c.text(style, 200, { "content-type": "text/css; charset=utf-8" }))
  app.onError((error, c) => {
    console.error("sandbox:", c.req.method, c.req.path, error)
    return c.text("Something went wrong in the sandbox; its log says what.", 500)
  })
  return app
}

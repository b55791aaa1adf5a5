import { Hono } from "hono"
import { html } from "hono/html"
import type Stripe from "stripe"
import { applyCode } from "@/lib/sandbox/checkout/apply-code"
import { authenticate, authenticateSetup } from "@/lib/sandbox/checkout/authenticate"
import { paySession } from "@/lib/sandbox/checkout/pay-session"
import type { Payment } from "@/lib/sandbox/checkout/payment"
import { type PaymentForm, readForm } from "@/lib/sandbox/checkout/payment-form"
import {
  authenticationPage,
  endedPage,
  localeOf,
  type PaymentPage,
  paymentPage,
} from "@/lib/sandbox/checkout/payment-page"
import { recurringWords } from "@/lib/sandbox/checkout/recurring-words"
import { savedMethods } from "@/lib/sandbox/checkout/saved-methods"
import { guardPages } from "@/lib/sandbox/guard"
import { originOf, redirect, renderPage } from "@/lib/sandbox/page"
import type { Sandbox } from "@/lib/sandbox/sandbox"
import { inScope, type Scope } from "@/lib/sandbox/scope"
import { StripeFault } from "@/lib/sandbox/stripe/faults"
import { findStored } from "@/lib/sandbox/stripe/objects"

/** The pages that a buyer sees: the payment page, and the bank's question. */
export function checkoutPages(sandbox: Sandbox): Hono {
  const app = new Hono()
  app.use("/c/*", guardPages)

  app.get("/c/pay/:id", (c) =>
    inScope(sandbox, async (scope) => {
      const stored = await findStored(scope, "checkout.session", c.req.param("id"))
      if (!stored) return notFound()
      if (isOver(scope, stored.data)) return endedPage(stored.data, successUrl(stored.data))
      return openPage(scope, { session: stored.data, lines: stored.hidden.lines })
    }),
  )

  app.post("/c/pay/:id", async (c) => {
    const form = readForm(new URLSearchParams(await c.req.text()))
    return orNotFound(() =>
      inScope(sandbox, async (scope) =>
        answer(scope, await paySession(scope, c.req.param("id"), form), form),
      ),
    )
  })

  app.post("/c/pay/:id/promotion", async (c) => {
    const typed = new URLSearchParams(await c.req.text()).get("promotionCode") ?? ""
    const id = c.req.param("id")
    return orNotFound(() =>
      inScope(sandbox, async (scope) => {
        const wrong = await applyCode(scope, id, typed.trim().slice(0, 500))
        if (wrong === null) return redirect(`/c/pay/${id}`)
        const stored = await findStored(scope, "checkout.session", id)
        if (!stored) return notFound()
        const { data: session, hidden } = stored
        return openPage(scope, { session, lines: hidden.lines, code: { typed, wrong } })
      }),
    )
  })

  app.get("/c/authenticate/:id", (c) =>
    inScope(sandbox, async (scope) => {
      const id = c.req.param("id")
      const stored =
        (await findStored(scope, "payment_intent", id)) ??
        (await findStored(scope, "setup_intent", id))
      if (!stored) return notFound()
      const session = stored.hidden.session
        ? await findStored(scope, "checkout.session", stored.hidden.session)
        : null
      return authenticationPage(stored.data, [
        ...originOf(stored.hidden.returnUrl),
        ...originOf(session?.data.success_url ?? null),
      ])
    }),
  )

  app.post("/c/authenticate/:id", async (c) => {
    const body = new URLSearchParams(await c.req.text())
    const result = body.get("result") === "passed" ? "passed" : "failed"
    return orNotFound(() =>
      inScope(sandbox, async (scope) => {
        const id = c.req.param("id")
        const ask = id.startsWith("seti_") ? authenticateSetup : authenticate
        const done = await ask(scope, id, result)
        if (done.of === "session") return answer(scope, done.payment)
        return redirect(done.returnUrl ?? sandbox.url)
      }),
    )
  })
  return app
}

async function answer(scope: Scope, payment: Payment, form?: PaymentForm): Promise<Response> {
  switch (payment.outcome) {
    case "authenticate":
      return redirect(`/c/authenticate/${payment.intent}`)
    case "complete":
      return redirect(successUrl(payment.session))
    case "over":
      return payment.session.status === "complete"
        ? redirect(successUrl(payment.session))
        : endedPage(payment.session, successUrl(payment.session))
    case "declined":
    case "wrong": {
      const { session } = payment
      const stored = await findStored(scope, "checkout.session", session.id)
      return openPage(scope, {
        session,
        lines: stored?.hidden.lines ?? [],
        ...(form ? { form } : { form: typedBefore(session) }),
        ...(payment.outcome === "wrong"
          ? { errors: payment.errors }
          : { refusal: payment.message }),
      })
    }
  }
}

async function openPage(
  scope: Scope,
  page: Omit<PaymentPage, "recurring" | "saved">,
): Promise<Response> {
  const stored = await findStored(scope, "checkout.session", page.session.id)
  return paymentPage({
    ...page,
    recurring: stored ? recurringWords(scope, stored, localeOf(page.session)) : null,
    saved: await savedMethods(scope, page.session),
  })
}

/** After the bank's question only what the session knows is left of the form. */
function typedBefore(session: Stripe.Checkout.Session): PaymentForm {
  return readForm(
    new URLSearchParams({
      email: session.customer_details?.email ?? "",
      cardName: session.customer_details?.name ?? "",
      country: session.customer_details?.address?.country ?? "",
    }),
  )
}

function isOver(scope: Scope, session: Stripe.Checkout.Session): boolean {
  return session.status !== "open" || session.expires_at <= scope.now
}

function successUrl(session: Stripe.Checkout.Session): string {
  return (session.success_url ?? "").replaceAll("{CHECKOUT_SESSION_ID}", session.id)
}

async function orNotFound(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof StripeFault && error.details.status === 404) return notFound()
    throw error
  }
}

function notFound(): Promise<Response> {
  return renderPage({
    title: "Not found",
    narrow: true,
    status: 404,
    body: html`<h1>Not found</h1><p>There is no such payment in this sandbox.</p>`,
  })
}

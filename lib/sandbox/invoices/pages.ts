import { Hono } from "hono"
import { html } from "hono/html"
import { intentOf } from "@/lib/sandbox/billing/pay-invoice"
import { readForm } from "@/lib/sandbox/checkout/payment-form"
import { guardPages } from "@/lib/sandbox/guard"
import { type InvoicePage, invoicePage } from "@/lib/sandbox/invoices/invoice-page"
import { invoicePdf } from "@/lib/sandbox/invoices/invoice-pdf"
import { payHosted } from "@/lib/sandbox/invoices/pay-hosted"
import { redirect, renderPage } from "@/lib/sandbox/page"
import type { Sandbox } from "@/lib/sandbox/sandbox"
import { inScope, type Scope } from "@/lib/sandbox/scope"
import { findStored } from "@/lib/sandbox/stripe/objects"

/** Where `hosted_invoice_url` and `invoice_pdf` lead; a draft has neither. */
export function invoicePages(sandbox: Sandbox): Hono {
  const app = new Hono()
  app.use("/i/*", guardPages)

  app.get("/i/:id", (c) => inScope(sandbox, (scope) => show(scope, c.req.param("id"))))

  app.post("/i/:id", async (c) => {
    const form = readForm(new URLSearchParams(await c.req.text()))
    const id = c.req.param("id")
    return inScope(sandbox, async (scope) => {
      if (!(await findFinal(scope, id))) return notFound()
      const paid = await payHosted(scope, id, form)
      if (paid.outcome === "authenticate") return redirect(`/c/authenticate/${paid.intent}`)
      if (paid.outcome === "tried") return redirect(`/i/${id}`)
      return show(scope, id, { form, errors: paid.errors })
    })
  })

  app.get("/i/:id/pdf", (c) =>
    inScope(sandbox, async (scope) => {
      const stored = await findFinal(scope, c.req.param("id"))
      if (!stored) return notFound()
      const name = `Invoice-${stored.data.number ?? stored.data.id}.pdf`
      return new Response(new Uint8Array(await invoicePdf(stored)), {
        headers: {
          "content-type": "application/pdf",
          "content-disposition": `attachment; filename="${name}"`,
          "cache-control": "no-store",
        },
      })
    }),
  )
  return app
}

async function show(
  scope: Scope,
  id: string,
  typed: Pick<InvoicePage, "errors" | "form"> = {},
): Promise<Response> {
  const stored = await findFinal(scope, id)
  if (!stored) return notFound()
  return invoicePage({ stored, intent: await intentOf(scope, id), ...typed })
}

async function findFinal(scope: Scope, id: string) {
  const stored = await findStored(scope, "invoice", id)
  return stored?.data.hosted_invoice_url ? stored : null
}

function notFound(): Promise<Response> {
  return renderPage({
    title: "Not found",
    narrow: true,
    status: 404,
    body: html`<h1>Not found</h1><p>There is no such invoice in this sandbox.</p>`,
  })
}

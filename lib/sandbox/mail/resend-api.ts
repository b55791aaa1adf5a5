import { type Context, Hono } from "hono"
import { z } from "zod"
import { bareAddress, type MailBody, mailBody, recipients } from "@/lib/sandbox/mail/mail"
import { sendMails } from "@/lib/sandbox/mail/send-mails"
import { findMail } from "@/lib/sandbox/mail/store"
import { pause } from "@/lib/sandbox/pause"
import type { Sandbox } from "@/lib/sandbox/sandbox"
import { inScope } from "@/lib/sandbox/scope"
import { readSettings } from "@/lib/sandbox/settings"

const slowMs = 30_000
const single = mailBody.transform((mail) => [mail])
const batch = z.array(mailBody).min(1).max(100)

/** Resend's mail API: send, send many, look one up; with the faults of the control page. */
export function resendApi(sandbox: Sandbox): Hono {
  const app = new Hono()
  app.use("/emails", requireKey)
  app.use("/emails/*", requireKey)
  app.post("/emails", (c) => send(sandbox, c, single, ([id]) => ({ id })))
  app.post("/emails/batch", (c) =>
    send(sandbox, c, batch, (ids) => ({ data: ids.map((id) => ({ id })) })),
  )
  app.get("/emails/:id", async (c) => {
    const mail = await findMail(sandbox.pool, c.req.param("id"))
    if (!mail) return fault(404, "not_found", "Email not found")
    return Response.json({
      object: "email",
      id: mail.id,
      to: mail.to,
      from: mail.from,
      created_at: mail.sentAt,
      subject: mail.subject,
      html: mail.html ?? null,
      text: mail.text ?? null,
      bcc: mail.bcc ?? [],
      cc: mail.cc ?? [],
      reply_to: mail.reply_to ?? [],
      last_event: mail.lastEvent,
      scheduled_at: mail.scheduled_at ?? null,
    })
  })
  return app
}

async function requireKey(c: Context, next: () => Promise<void>): Promise<Response | void> {
  const authorization = c.req.header("authorization") ?? ""
  if (!authorization)
    return fault(401, "missing_api_key", "Missing API key in the authorization header")
  if (!/^bearer re_\S+$/i.test(authorization)) {
    return fault(403, "invalid_api_key", "API key is invalid")
  }
  await next()
}

async function send(
  sandbox: Sandbox,
  c: Context,
  schema: z.ZodType<MailBody[]>,
  answer: (ids: string[]) => object,
): Promise<Response> {
  const parsed = schema.safeParse(await c.req.json().catch(() => null))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return fault(422, "validation_error", `${issue?.path.join(".")}: ${issue?.message}`)
  }
  const key = c.req.header("idempotency-key") ?? null
  if (key !== null && (key.length < 1 || key.length > 256)) {
    return fault(400, "invalid_idempotency_key", "The key must have between 1 and 256 characters.")
  }
  const { mail: mode } = await readSettings(sandbox.pool)
  const address = mode.address ? bareAddress(mode.address) : null
  const meant = address === null || parsed.data.some((mail) => recipients(mail).includes(address))
  if (mode.mode === "down" && meant) {
    return fault(500, "application_error", "The sandbox was told to be down.")
  }
  const request = { mails: parsed.data, path: c.req.path, key, answer }
  const sent = await inScope(sandbox, (scope) => sendMails(scope, request))
  if (mode.mode === "slow" && meant) await pause(sandbox, mode.delayMs ?? slowMs)
  if (sent.outcome === "conflict") {
    return fault(409, sent.name, "This idempotency key belongs to another request.")
  }
  return new Response(sent.body, { headers: { "content-type": "application/json" } })
}

/** An error as Resend words it. Source: https://resend.com/docs/api-reference/errors */
function fault(statusCode: number, name: string, message: string): Response {
  return Response.json({ statusCode, name, message }, { status: statusCode })
}

import { Hono } from "hono"
import { html } from "hono/html"
import { guardPages } from "@/lib/sandbox/guard"
import { findMail, listMails, type StoredMail } from "@/lib/sandbox/mail/store"
import { renderPage } from "@/lib/sandbox/page"
import type { Sandbox } from "@/lib/sandbox/sandbox"

const frameRules =
  "allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"

/** The mailbox: everything that was sent, newest first, and each mail in a frame of its own. */
export function mailboxPages(sandbox: Sandbox): Hono {
  const app = new Hono()
  app.use("/mail", guardPages)
  app.use("/mail/*", guardPages)
  app.use("/mail.json", guardPages)

  app.get("/mail.json", async (c) => {
    const mails = await listMails(sandbox.pool, c.req.query("to") ?? null)
    return c.json(mails.map(publicFace), 200, { "cache-control": "no-store" })
  })

  app.get("/mail", async (c) => {
    const to = c.req.query("to") ?? ""
    return mailboxPage(await listMails(sandbox.pool, to || null), to)
  })

  app.get("/mail/:id", async (c) => {
    const mail = await findMail(sandbox.pool, c.req.param("id"))
    return mail ? mailPage(mail) : c.text("There is no such mail.", 404)
  })

  app.get("/mail/:id/html", async (c) => {
    const mail = await findMail(sandbox.pool, c.req.param("id"))
    if (!mail?.html) return c.text("This mail has no HTML.", 404)
    return c.html(`<base target="_blank">${mail.html}`, 200, {
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "content-security-policy": `sandbox ${frameRules}; default-src 'none'; style-src 'unsafe-inline'; img-src * data:; font-src * data:; base-uri 'self'`,
    })
  })
  return app
}

function publicFace(mail: StoredMail) {
  return {
    id: mail.id,
    from: mail.from,
    to: mail.to,
    subject: mail.subject,
    html: mail.html ?? null,
    text: mail.text ?? null,
    headers: mail.headers ?? {},
    sentAt: mail.sentAt,
    idempotencyKey: mail.idempotencyKey,
    lastEvent: mail.lastEvent,
  }
}

function mailboxPage(mails: StoredMail[], to: string): Promise<Response> {
  const rows = mails.map(
    (mail) => html`<tr>
      <td><a href="/mail/${mail.id}">${mail.subject}</a></td>
      <td>${mail.to.join(", ")}</td>
      <td><time datetime="${mail.sentAt}">${when(mail.sentAt)}</time></td>
      <td>${mail.lastEvent}</td>
    </tr>`,
  )
  return renderPage({
    title: "Mailbox",
    body: html`<h1>Mailbox</h1>
      <p><a href="/">Control page</a></p>
      <form method="get" action="/mail" class="field">
        <label for="to">Show only what was sent to</label>
        <input id="to" name="to" type="email" value="${to}" autocomplete="off" />
      </form>
      ${
        mails.length === 0
          ? html`<p>No mail${to ? html` to ${to}` : ""} yet. What the shop sends appears here.</p>`
          : html`<div class="scroll" role="region" aria-label="Mails" tabindex="0"><table>
              <thead><tr><th scope="col">Subject</th><th scope="col">To</th><th scope="col">Sent</th><th scope="col">State</th></tr></thead>
              <tbody>${rows}</tbody>
            </table></div>`
      }`,
  })
}

function mailPage(mail: StoredMail): Promise<Response> {
  const facts: [string, string][] = [
    ["From", mail.from],
    ["To", mail.to.join(", ")],
    ["Sent", when(mail.sentAt)],
    ["State", mail.lastEvent],
    ...(mail.reply_to ? [["Reply-To", mail.reply_to.join(", ")] satisfies [string, string]] : []),
    ...Object.entries(mail.headers ?? {}),
  ]
  return renderPage({
    title: mail.subject,
    frames: true,
    body: html`<p><a href="/mail">Mailbox</a></p>
      <h1>${mail.subject}</h1>
      <dl>${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
      ${mail.html ? html`<h2>HTML</h2><iframe title="The mail as HTML" src="/mail/${mail.id}/html" sandbox="${frameRules}"></iframe>` : ""}
      ${mail.text ? html`<h2>Text</h2><pre tabindex="0">${mail.text}</pre>` : ""}`,
  })
}

function when(iso: string): string {
  return `${iso.slice(0, 19).replace("T", " ")} UTC`
}

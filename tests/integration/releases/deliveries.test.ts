import { randomUUID } from "node:crypto"
import { describe, expect, it } from "vitest"
import { POST } from "@/app/api/webhooks/resend/route"
import { db } from "@/lib/db"
import { svixHeaders } from "@/lib/sandbox/deliveries/sign"
import { testSecrets } from "@/tests/support/environment"
import { makePaidOrder, makeProduct } from "@/tests/support/factories"
import { localFile, release, startReleasing } from "@/tests/support/releasing"
import { runShop } from "@/tests/support/run-shop"
import { waitUntil } from "@/tests/support/wait-until"

const sandbox = await startReleasing()
const secret = testSecrets.RESEND_WEBHOOK_SECRET
const nowSeconds = () => Math.floor(Date.now() / 1000)

type Sending = { key?: string; seconds?: number; headers?: Record<string, string> }

async function post(body: string, { key = secret, seconds = nowSeconds(), headers }: Sending = {}) {
  const signed = headers ?? svixHeaders(key, `msg_${randomUUID()}`, body, seconds)
  const answer = await POST(
    new Request("http://localhost:3000/api/webhooks/resend", {
      method: "POST",
      headers: signed,
      body,
    }),
  )
  return { status: answer.status, text: await answer.text() }
}

function event(type: string, mail: { id: string }, at = new Date(), data: object = {}): string {
  return JSON.stringify({
    type: `email.${type}`,
    created_at: at.toISOString(),
    data: { email_id: `re-${mail.id}`, tags: { mail: mail.id }, ...data },
  })
}

const bounce = (type: string) => ({
  bounce: { message: "No such mailbox.", type, subType: "General" },
})

async function tell(...args: Parameters<typeof event>): Promise<string> {
  const { status, text } = await post(event(...args))
  expect(status).toBe(200)
  return text
}

/** A version whose one owner was written to, and that mail. */
async function sentMail() {
  await sandbox.control("deliveries", { mode: "drop" })
  const product = await makeProduct()
  const { email } = await makePaidOrder({ products: [product], email: "ada@example.com" })
  const { path } = await localFile()
  await release(product.slug, "--file", path)
  return { product, email, mail: await db().mail.findFirstOrThrow({ where: { kind: "release" } }) }
}

const fresh = (id: string) => db().mail.findUniqueOrThrow({ where: { id } })

describe("K18, B43: what becomes of mails", () => {
  it("comes back by the webhook and shows per version and per customer", async () => {
    const product = await makeProduct()
    const first = await localFile()
    for (const name of ["ada", "bob", "cyd"])
      await makePaidOrder({ products: [product], email: `${name}@example.com` })
    await sandbox.control("mail", { mode: "bounce", address: "bob@example.com" })
    await release(product.slug, "--file", first.path)
    await waitUntil(() => db().mail.count({ where: { bouncedAt: { not: null } } }), "the bounce")
    await sandbox.told()
    const bounced = await runShop(["mails", "--email", "Bob@example.com"])
    expect(bounced.stdout).toMatch(/release +bob@example\.com +bounced .*does not exist/)

    await sandbox.control("mail", { mode: "complain", address: "cyd@example.com" })
    const second = await localFile()
    const told = await release(product.slug, "--file", second.path)
    expect(told.owners).toMatchObject({ owners: 3, unreachable: 1, optedOut: 0 })
    await waitUntil(() => db().mailOptOut.count(), "the complaint")
    await sandbox.told()
    const { stdout } = await runShop(["releases", product.slug, "--json"])
    expect(JSON.parse(stdout)).toMatchObject([
      { version: "1.2", mails: { sent: 2, delivered: 2, bounced: 0, complained: 1 } },
      { version: "1.1", mails: { sent: 3, delivered: 2, bounced: 1, complained: 0 } },
      { version: "1.0", mails: { sent: 0 } },
    ])

    // Neither hears of the next one.
    await sandbox.control("mail", { mode: "ok" })
    const third = await localFile()
    const last = await release(product.slug, "--file", third.path)
    expect(last).toMatchObject({ queuedNow: 1, owners: { unreachable: 1, optedOut: 1 } })
    expect(await db().mail.findMany({ where: { subject: last.releaseId } })).toMatchObject([
      { recipient: "ada@example.com" },
    ])
  })

  it("is kept once, whatever comes twice, and in any order", async () => {
    const { mail } = await sentMail()
    const [early, late] = [new Date("2026-11-26T10:00:00Z"), new Date("2026-11-26T11:00:00Z")]
    expect(await tell("complained", mail, late)).toContain("applied")
    expect(await tell("delivered", mail, late)).toContain("applied")
    expect(await tell("delivered", mail, early)).toContain("duplicate")
    expect(await tell("delivered", mail, late)).toContain("duplicate")
    expect(await tell("delivery_delayed", mail, early)).toContain("applied")
    expect(await fresh(mail.id)).toMatchObject({ deliveredAt: early, complainedAt: late })
    // Who asks for mails again is not silenced by an event that comes again.
    await db().mailOptOut.deleteMany()
    expect(await tell("complained", mail, late)).toContain("duplicate")
    expect(await db().mailOptOut.count()).toBe(0)
  })

  it("a mail that is told of was sent, though the answer was lost", async () => {
    const { mail } = await sentMail()
    await db().mail.update({ where: { id: mail.id }, data: { sentAt: null, resendId: null } })
    await tell("sent", mail)
    expect(await fresh(mail.id)).toMatchObject({
      sentAt: expect.any(Date),
      resendId: `re-${mail.id}`,
    })
  })

  it("is found by Resend's id where there is no tag; tags come as a list too", async () => {
    const { mail } = await sentMail()
    await tell("delivered", mail, new Date(), { email_id: mail.resendId, tags: undefined })
    await tell("bounced", mail, new Date(), {
      ...bounce("Permanent"),
      tags: [{ name: "mail", value: mail.id }],
    })
    expect(await fresh(mail.id)).toMatchObject({
      deliveredAt: expect.any(Date),
      bouncedAt: expect.any(Date),
      deliveryNote: "No such mailbox.",
    })
  })

  it("a bounce for now is no bounce for good, and a later delivery makes an address good again", async () => {
    const { product, mail } = await sentMail()
    const reach = async () => {
      const { path } = await localFile()
      const { owners } = await release(product.slug, "--file", path, "--dry-run")
      return owners.unreachable
    }
    await tell("bounced", mail, new Date("2026-11-26T10:00:00Z"), bounce("Transient"))
    expect(await reach()).toBe(0)
    await tell("bounced", mail, new Date("2026-11-26T11:00:00Z"), bounce("Permanent"))
    expect(await reach()).toBe(1)
    await tell("delivered", mail, new Date("2026-11-26T12:00:00Z"))
    expect(await reach()).toBe(0)
  })

  it("what Resend itself holds back, or can't send, has bounced too", async () => {
    const { mail } = await sentMail()
    await tell("failed", mail, new Date(), { failed: { reason: "Daily quota." } })
    expect(await fresh(mail.id)).toMatchObject({
      bouncedAt: expect.any(Date),
      isBounceFinal: false,
      deliveryNote: "Daily quota.",
    })
    await tell("suppressed", mail, new Date(), { suppressed: { message: "On the list." } })
    expect(await fresh(mail.id)).toMatchObject({ isBounceFinal: true })
  })

  it("of another site's mails, and of other events, is not looked at", async () => {
    const { mail } = await sentMail()
    expect(await tell("delivered", { id: randomUUID() })).toContain("ignored")
    expect(await tell("opened", mail)).toContain("ignored")
    expect(await tell("delivered", mail, new Date(), { tags: { mail: "x" } })).toContain("ignored")
    expect((await fresh(mail.id)).deliveredAt).toBeNull()
  })
})

describe("the mail webhook's signature", () => {
  it("K18 a bad one is 400, and writes nothing", async () => {
    const { mail } = await sentMail()
    const body = event("delivered", mail)
    const good = svixHeaders(secret, "msg_1", body, nowSeconds())
    const other = `whsec_${Buffer.from("somebody else's secret").toString("base64")}`
    const refused = [
      await post(body, { headers: {} }),
      await post(body, { key: other }),
      await post(body, { seconds: nowSeconds() - 600 }),
      await post(body, { seconds: nowSeconds() + 600 }),
      await post(`${body} `, { headers: good }),
      await post(body, { headers: { ...good, "svix-id": "msg_2" } }),
      await post(body, { headers: { ...good, "svix-signature": "v1,AAAA" } }),
      await post("no event"),
      await post('{"type":"email.delivered"}'),
    ]
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 400))
    for (const { text } of refused) expect(text).not.toContain("whsec")
    expect((await fresh(mail.id)).deliveredAt).toBeNull()
    expect((await post(body, { headers: good })).status).toBe(200)
  })

  it("may be one of several, while secrets are changed", async () => {
    const { mail } = await sentMail()
    const body = event("delivered", mail)
    const good = svixHeaders(secret, "msg_1", body, nowSeconds())
    const both = { ...good, "svix-signature": `v1,AAAA v2,BBBB ${good["svix-signature"]}` }
    expect((await post(body, { headers: both })).status).toBe(200)
  })

  it("a body that is too large is 413", async () => {
    expect((await post("x".repeat(300_000))).status).toBe(413)
  })
})

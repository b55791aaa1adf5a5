import { Resend } from "resend"
import { beforeEach, describe, expect, test } from "vitest"
import { useSandbox } from "@/tests/integration/sandbox/support"
import { testSecrets } from "@/tests/support/environment"
import { waitUntil } from "@/tests/support/wait-until"

const sandbox = await useSandbox()
let resend: Resend
beforeEach(() => {
  resend = new Resend("re_sandbox", { baseUrl: sandbox.url })
})

const mail = { from: "Kiosk <shop@example.com>", to: "ada@example.com", subject: "Your order" }
const inbox = async (to?: string): Promise<{ id: string; subject: string }[]> =>
  (await fetch(`${sandbox.url}/mail.json${to ? `?to=${encodeURIComponent(to)}` : ""}`)).json()
const reports = () => sandbox.shop.received.filter((one) => one.path === "/api/webhooks/resend")
const reportTypes = () =>
  reports()
    .map((one) => String(JSON.parse(one.body).type))
    .sort()

test("a mail lands in the mailbox, newest first, found by its recipient", async () => {
  const first = await resend.emails.send({
    ...mail,
    html: "<p>Hi</p>",
    headers: { "X-Order": "1" },
  })
  await resend.emails.send({ ...mail, to: "Bob <bob@example.com>", subject: "Second", text: "Hi" })
  expect((await inbox()).map((one) => one.subject)).toEqual(["Second", "Your order"])
  expect(await inbox("ADA@example.com")).toMatchObject([
    {
      id: first.data?.id,
      to: ["ada@example.com"],
      html: "<p>Hi</p>",
      text: null,
      headers: { "X-Order": "1" },
      idempotencyKey: null,
    },
  ])
  expect(await inbox("bob@example.com")).toHaveLength(1)
  expect(await inbox("b_b@example.com")).toHaveLength(0)
  const found = await resend.emails.get(first.data?.id ?? "")
  expect(found.data).toMatchObject({ subject: "Your order", last_event: "delivered" })
})

test("a batch sends each mail", async () => {
  const sent = await resend.batch.send([
    { ...mail, text: "one" },
    { ...mail, text: "two" },
  ])
  expect(sent.data?.data).toHaveLength(2)
  expect(await inbox()).toHaveLength(2)
})

describe("an idempotency key", () => {
  const options = { idempotencyKey: "mail-1" }

  test("sends a mail once", async () => {
    const one = await resend.emails.send({ ...mail, text: "Hi" }, options)
    const two = await resend.emails.send({ ...mail, text: "Hi" }, options)
    expect(two.data?.id).toBe(one.data?.id)
    expect(await inbox()).toMatchObject([{ idempotencyKey: "mail-1" }])
  })

  test("with another body is a conflict", async () => {
    await resend.emails.send({ ...mail, text: "Hi" }, options)
    const other = await resend.emails.send({ ...mail, text: "Ho" }, options)
    expect(other.error).toMatchObject({ statusCode: 409, name: "invalid_idempotent_request" })
    expect(await inbox()).toHaveLength(1)
  })

  test("is forgotten after 24 hours", async () => {
    await resend.emails.send({ ...mail, text: "Hi" }, options)
    const to = new Date(Date.now() + 25 * 3600 * 1000).toISOString()
    await sandbox.control("clock", { to })
    await resend.emails.send({ ...mail, text: "Ho" }, options)
    expect(await inbox()).toHaveLength(2)
  })
})

test("what became of a mail is reported, signed as Svix signs", async () => {
  await resend.emails.send({ ...mail, text: "Hi" })
  await waitUntil(() => reports().length === 2)
  expect(reportTypes()).toEqual(["email.delivered", "email.sent"])
  for (const { body, headers } of reports()) {
    const verified = resend.webhooks.verify({
      payload: body,
      headers: {
        id: String(headers["svix-id"]),
        timestamp: String(headers["svix-timestamp"]),
        signature: String(headers["svix-signature"]),
      },
      webhookSecret: testSecrets.RESEND_WEBHOOK_SECRET,
    })
    expect(verified).toMatchObject({ data: { to: ["ada@example.com"], subject: "Your order" } })
  }
})

test.each([
  ["bounce", ["email.bounced", "email.sent"]],
  ["complain", ["email.complained", "email.delivered", "email.sent"]],
])("mode %s strikes only the address it names", async (mode, types) => {
  await sandbox.control("mail", { mode, address: "ada@example.com" })
  await resend.emails.send({ ...mail, text: "Hi" })
  await waitUntil(() => reports().length === types.length)
  expect(reportTypes()).toEqual(types)
  sandbox.shop.received.splice(0)
  await resend.emails.send({ ...mail, to: "bob@example.com", text: "Hi" })
  await waitUntil(() => reports().length === 2)
  expect(reportTypes()).toEqual(["email.delivered", "email.sent"])
})

test("a mail service that is down answers 500 and sends nothing", async () => {
  await sandbox.control("mail", { mode: "down" })
  const sent = await resend.emails.send({ ...mail, text: "Hi" })
  expect(sent.error).toMatchObject({ statusCode: 500, name: "application_error" })
  expect(await inbox()).toHaveLength(0)
})

test("errors are Resend's", async () => {
  const anonymous = await fetch(`${sandbox.url}/emails`, { method: "POST", body: "{}" })
  expect(anonymous.status).toBe(401)
  expect(await anonymous.json()).toMatchObject({ name: "missing_api_key" })
  const empty = await resend.emails.send({ ...mail, subject: "", text: "Hi" })
  expect(empty.error).toMatchObject({ statusCode: 422, name: "validation_error" })
})

test("a mail's HTML is shown in a frame that runs no script", async () => {
  const sent = await resend.emails.send({
    ...mail,
    html: "<script>1</script><a href='/x'>Open</a>",
  })
  const page = await (await fetch(`${sandbox.url}/mail/${sent.data?.id}`)).text()
  expect(page).toContain("<iframe")
  expect(page).not.toContain("<script>")
  const frame = await fetch(`${sandbox.url}/mail/${sent.data?.id}/html`)
  const policy = frame.headers.get("content-security-policy") ?? ""
  expect(policy).toContain("sandbox allow-popups")
  expect(policy).not.toContain("allow-scripts")
  expect(policy).toContain("default-src 'none'")
})

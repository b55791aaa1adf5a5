import { request } from "node:http"
import { expect, test } from "vitest"
import { startSandbox } from "@/lib/sandbox/start-sandbox"
import { newSession } from "@/tests/integration/sandbox/new-session"
import { useSandbox } from "@/tests/integration/sandbox/support"
import { pay } from "@/tests/support/buyer"

const sandbox = await useSandbox()
const post = (path: string, headers: Record<string, string>, body = "mode=hold") =>
  fetch(`${sandbox.url}${path}`, {
    method: "POST",
    redirect: "manual",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body,
  })

test("a form of the control page leads back to it", async () => {
  const answer = await post("/control/deliveries", { origin: sandbox.url })
  expect(answer.status).toBe(303)
  expect(answer.headers.get("location")).toBe("/")
  const state = await (await fetch(`${sandbox.url}/control/state.json`)).json()
  expect(state).toMatchObject({ settings: { deliveries: { mode: "hold" } } })
})

test("another site's form changes nothing", async () => {
  const foreign = [
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ]
  const session = await newSession(sandbox.stripe)
  for (const headers of foreign) {
    expect((await post("/control/reset", headers)).status).toBe(403)
    expect((await post(new URL(session.url ?? "").pathname, headers)).status).toBe(403)
  }
  expect((await sandbox.stripe.checkout.sessions.list()).data).toHaveLength(1)
})

test("a name that only points at this machine is refused", async () => {
  const { port } = new URL(sandbox.url)
  const status = await new Promise((resolve, reject) => {
    request(
      { host: "127.0.0.1", port, path: "/mail.json", headers: { host: "evil.example" } },
      (answer) => resolve(answer.resume().statusCode),
    )
      .on("error", reject)
      .end()
  })
  expect(status).toBe(403)
})

test("a switch that does not exist is refused", async () => {
  const refused = [
    ["deliveries", { mode: "teleport" }],
    ["disputes", { charge: "ch_none", status: "lost" }],
    ["clock", { to: "tomorrow" }],
  ] as const
  for (const [path, body] of refused) {
    await expect(sandbox.control(path, body)).rejects.toThrow(/ 400 /)
  }
})

test("reset forgets all and sets every switch to normal", async () => {
  const session = await newSession(sandbox.stripe)
  await pay(session.url)
  await sandbox.control("deliveries", { mode: "drop" })
  await sandbox.control("reset")
  expect((await sandbox.stripe.events.list()).data).toHaveLength(0)
  const state = await (await fetch(`${sandbox.url}/control/state.json`)).json()
  expect(state.settings).toMatchObject({
    deliveries: { mode: "deliver" },
    shop: { url: sandbox.shop.url },
  })
})

test("the control page lists charges, deliveries and what can be done", async () => {
  const session = await newSession(sandbox.stripe)
  await pay(session.url)
  const page = await (await fetch(sandbox.url)).text()
  for (const words of [
    "Refund all",
    "Refund part",
    "needs_response",
    "checkout.session.completed",
  ]) {
    expect(page).toContain(words)
  }
  const charges = await (await fetch(`${sandbox.url}/control/charges.json`)).json()
  expect(charges).toMatchObject([{ amount: 2000, paid: true }])
})

test("no page runs a script or may be framed", async () => {
  const session = await newSession(sandbox.stripe)
  for (const url of [session.url ?? "", sandbox.url, `${sandbox.url}/mail`]) {
    const answer = await fetch(url)
    expect(answer.headers.get("content-security-policy")).toMatch(
      /default-src 'none'.*frame-ancestors 'none'/,
    )
    expect(await answer.text()).not.toContain("<script")
  }
})

test("the sandbox does not start beside a live key or a public shop", async () => {
  const options = {
    port: 0,
    databaseUrl: "postgresql://127.0.0.1:1/none",
    shopUrl: "http://127.0.0.1:3000",
    stripeWebhookSecret: "whsec_x",
    resendWebhookSecret: "whsec_eA==",
  }
  await expect(startSandbox({ ...options, stripeSecretKey: "sk_live_1" })).rejects.toThrow(/live/)
  await expect(startSandbox({ ...options, stripeSecretKey: "rk_live_1" })).rejects.toThrow(/live/)
  await expect(startSandbox({ ...options, shopUrl: "https://shop.example" })).rejects.toThrow(
    /this machine only/,
  )
})

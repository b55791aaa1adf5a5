import { expect, test } from "vitest"
import { useSandbox } from "@/tests/integration/sandbox/support"
import { testSecrets } from "@/tests/support/environment"
import { waitUntil } from "@/tests/support/wait-until"

const sandbox = await useSandbox()
const make = (name = "Guide") => sandbox.stripe.products.create({ name })
const received = () => sandbox.shop.received
const lastEvent = async () => (await sandbox.stripe.events.list({ limit: 1 })).data[0]?.id ?? ""
type Listed = { event: string; done: boolean; attempts: { status: number | null; body: string }[] }
const listed = async (event: string): Promise<Listed[]> =>
  (await fetch(`${sandbox.url}/control/deliveries.json?event=${event}`)).json()

test("an event is tried again until the shop answers 2xx, and each try is on record", async () => {
  sandbox.shop.answer(500)
  await make()
  await waitUntil(() => received().length >= 2)
  sandbox.shop.answer(200)
  const event = await lastEvent()
  const [delivery] = await waitUntil(async () => {
    const list = await listed(event)
    return list[0]?.done ? list : null
  })
  expect(delivery?.attempts.map((attempt) => attempt.status)).toEqual(
    expect.arrayContaining([500, 500, 200]),
  )
  expect(delivery?.attempts.at(-1)).toMatchObject({ status: 200, body: "seen" })
  expect(new Set(received().map((one) => one.body)).size).toBe(1)
})

test("held events wait, also over a restart, until they are flushed", async () => {
  await sandbox.control("deliveries", { mode: "hold" })
  await make()
  await sandbox.restart()
  expect(await listed(await lastEvent())).toMatchObject([{ done: false, attempts: [] }])
  await sandbox.control("deliveries/flush")
  await waitUntil(() => received().length === 1)
})

test("what was not delivered before a restart is delivered after it", async () => {
  await sandbox.control("deliveries", { mode: "deliver", delayMs: 1200 })
  await make()
  await sandbox.restart()
  await waitUntil(() => received().length === 1)
  expect((await sandbox.stripe.products.list()).data).toMatchObject([{ name: "Guide" }])
})

test("dropped events are never sent but stay listed, and can be sent again", async () => {
  await sandbox.control("deliveries", { mode: "drop" })
  await make()
  await sandbox.control("deliveries/flush")
  const event = await lastEvent()
  expect(event).toMatch(/^evt_/)
  expect(received()).toHaveLength(0)
  await sandbox.control(`events/${event}/resend`)
  await waitUntil(() => received().length === 1)
  expect(JSON.parse(received()[0]?.body ?? "").id).toBe(event)
})

test("a duplicated event comes twice with one id", async () => {
  await sandbox.control("deliveries", { mode: "duplicate" })
  await make()
  await waitUntil(() => received().length === 2)
  expect(received()[0]?.body).toBe(received()[1]?.body)
})

test("shuffled events all come once flushed", async () => {
  await sandbox.control("deliveries", { mode: "shuffle", delayMs: 600_000 })
  for (let at = 0; at < 8; at += 1) await make(`Guide ${at}`)
  await sandbox.control("deliveries/flush")
  await waitUntil(() => received().length === 8)
})

test("an event that is sent again has a fresh signature and its old id", async () => {
  await make()
  await waitUntil(() => received().length === 1)
  const event = await lastEvent()
  await sandbox.control(`events/${event}/resend`)
  const [, second] = await waitUntil(() => (received().length === 2 ? received() : null))
  const signature = String(second?.headers["stripe-signature"])
  const verified = sandbox.stripe.webhooks.constructEvent(
    second?.body ?? "",
    signature,
    testSecrets.STRIPE_WEBHOOK_SECRET,
  )
  expect(verified.id).toBe(event)
})

test("webhooks go to the shop that the control endpoint names", async () => {
  const original = sandbox.shop.url
  await sandbox.control("shop", { url: `${original}/other/` })
  await make()
  await waitUntil(() => received().some((one) => one.path === "/other/api/webhooks/stripe"))
  await sandbox.control("shop", { url: original })
})

test("events are listed by type, by pattern and by time", async () => {
  const product = await make()
  await sandbox.stripe.products.update(product.id, { name: "Atlas" })
  const types = async (filter: object) =>
    (await sandbox.stripe.events.list(filter)).data.map((event) => event.type)
  expect(await types({ type: "product.updated" })).toEqual(["product.updated"])
  expect(await types({ type: "product.*" })).toEqual(["product.updated", "product.created"])
  expect(await types({ types: ["product.created", "charge.failed"] })).toEqual(["product.created"])
  expect(
    await types({ created: { gte: product.created, lte: product.created + 60 } }),
  ).toHaveLength(2)
  const [updated] = (await sandbox.stripe.events.list({ limit: 1 })).data
  expect(updated?.data.previous_attributes).toMatchObject({ name: "Guide" })
  expect((await sandbox.stripe.events.retrieve(updated?.id ?? "")).id).toBe(updated?.id)
})

test("the configured endpoint is the shop's", async () => {
  const { data } = await sandbox.stripe.webhookEndpoints.list()
  expect(data).toMatchObject([
    { url: `${sandbox.shop.url}/api/webhooks/stripe`, status: "enabled" },
  ])
})

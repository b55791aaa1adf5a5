import Stripe from "stripe"
import { describe, expect, test } from "vitest"
import { newSession } from "@/tests/integration/sandbox/new-session"
import { stripeAt, useSandbox } from "@/tests/integration/sandbox/support"

const sandbox = await useSandbox()
const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(`${sandbox.url}/v1/products`, {
    method: "POST",
    headers: { authorization: "Bearer sk_test_x", ...headers },
    body: new URLSearchParams(body),
  })

describe("errors are Stripe's", () => {
  test("no key, a wrong key and a live key are 401", async () => {
    for (const authorization of ["", "Bearer nonsense", "Bearer sk_live_1234"]) {
      expect((await post("name=Guide", { authorization })).status).toBe(401)
    }
  })

  test("an unknown parameter names itself", async () => {
    const answer = await post("name=Guide&wings[2][colour]=red")
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({
      error: { type: "invalid_request_error", code: "parameter_unknown", param: "wings" },
    })
  })

  test("an unknown parameter deep inside names its path", async () => {
    const answer = await fetch(`${sandbox.url}/v1/checkout/sessions`, {
      method: "POST",
      headers: { authorization: "Bearer sk_test_x" },
      body: new URLSearchParams("mode=payment&line_items[0][wings]=1"),
    })
    expect(await answer.json()).toMatchObject({
      error: { code: "parameter_unknown", param: "line_items[0][wings]" },
    })
  })

  test("a missing, a malformed and an empty parameter are told apart", async () => {
    expect(await (await post("active=true")).json()).toMatchObject({
      error: { code: "parameter_missing", param: "name" },
    })
    expect(await (await post("name=")).json()).toMatchObject({
      error: { code: "parameter_invalid_empty", param: "name" },
    })
    const made = sandbox.stripe.rawRequest("POST", "/v1/prices", {
      currency: "usd",
      unit_amount: "x",
    })
    await expect(made).rejects.toMatchObject({
      code: "parameter_invalid_integer",
      param: "unit_amount",
    })
  })

  test("an object that does not exist is 404, as a parameter 400", async () => {
    await expect(sandbox.stripe.charges.retrieve("ch_none")).rejects.toMatchObject({
      statusCode: 404,
      code: "resource_missing",
    })
    await expect(newSession(sandbox.stripe, { customer: "cus_none" })).rejects.toMatchObject({
      statusCode: 400,
      code: "resource_missing",
      param: "customer",
    })
  })

  test("an unknown path is 404", async () => {
    await expect(sandbox.stripe.payouts.list()).rejects.toMatchObject({ statusCode: 404 })
  })
})

test("each answer carries its request's id, its date and the version", async () => {
  const { lastResponse } = await sandbox.stripe.products.list()
  expect(lastResponse.requestId).toMatch(/^req_/)
  expect(lastResponse.headers["stripe-version"]).toBe("2026-10-28.endive")
  expect(Date.parse(String(lastResponse.headers.date))).toBeGreaterThan(0)
})

test("pages go on and back through cursors, and the SDK walks them all", async () => {
  const names = Array.from({ length: 7 }, (_, at) => `Guide ${at}`)
  for (const name of names) await sandbox.stripe.products.create({ name })
  const first = await sandbox.stripe.products.list({ limit: 3 })
  expect(first.data.map((one) => one.name)).toEqual(["Guide 6", "Guide 5", "Guide 4"])
  expect(first.has_more).toBe(true)
  const next = await sandbox.stripe.products.list({
    limit: 3,
    starting_after: first.data[2]?.id ?? "",
  })
  expect(next.data.map((one) => one.name)).toEqual(["Guide 3", "Guide 2", "Guide 1"])
  const back = await sandbox.stripe.products.list({
    limit: 2,
    ending_before: next.data[0]?.id ?? "",
  })
  expect(back.data.map((one) => one.name)).toEqual(["Guide 5", "Guide 4"])
  const all: string[] = []
  for await (const product of sandbox.stripe.products.list({ limit: 2 })) all.push(product.name)
  expect(all).toEqual(names.reverse())
})

describe("an idempotency key", () => {
  const idempotencyKey = "order-1:1"

  test("answers the same call with the same object, made once", async () => {
    const one = await sandbox.stripe.products.create({ name: "Guide" }, { idempotencyKey })
    const two = await sandbox.stripe.products.create({ name: "Guide" }, { idempotencyKey })
    expect(two.id).toBe(one.id)
    expect(two.lastResponse.headers["idempotent-replayed"]).toBe("true")
    expect((await sandbox.stripe.products.list()).data).toHaveLength(1)
  })

  test("refuses another body", async () => {
    await sandbox.stripe.products.create({ name: "Guide" }, { idempotencyKey })
    await expect(
      sandbox.stripe.products.create({ name: "Atlas" }, { idempotencyKey }),
    ).rejects.toMatchObject({ statusCode: 400, rawType: "idempotency_error" })
  })

  test("lets one of many at once through", async () => {
    const made = await Promise.allSettled(
      Array.from({ length: 6 }, () =>
        sandbox.stripe.products.create({ name: "Guide" }, { idempotencyKey }),
      ),
    )
    expect(made.some((one) => one.status === "fulfilled")).toBe(true)
    for (const one of made) {
      if (one.status === "rejected") expect(one.reason).toMatchObject({ statusCode: 409 })
    }
    expect((await sandbox.stripe.products.list()).data).toHaveLength(1)
  })

  test("stays free after a parameter was wrong", async () => {
    await expect(
      sandbox.stripe.prices.create({ currency: "usd" }, { idempotencyKey }),
    ).rejects.toMatchObject({ statusCode: 400 })
    await sandbox.stripe.prices.create(
      { currency: "usd", unit_amount: 1, product_data: { name: "Guide" } },
      { idempotencyKey },
    )
  })

  test("remembers a declined payment and replays it without charging again", async () => {
    const params = {
      amount: 500,
      currency: "usd",
      payment_method: "pm_card_chargeDeclined",
      confirm: true,
    }
    for (const _ of [1, 2]) {
      await expect(
        sandbox.stripe.paymentIntents.create(params, { idempotencyKey }),
      ).rejects.toMatchObject({ statusCode: 402, code: "card_declined" })
    }
    expect((await sandbox.stripe.charges.list()).data).toHaveLength(1)
  })
})

describe("a fault of the API", () => {
  const idempotencyKey = "order-2:1"

  test("error: 500 without execution, replayed for the key, gone for a new one", async () => {
    await sandbox.control("api", { mode: "error", times: 1 })
    for (const _ of [1, 2]) {
      await expect(
        sandbox.stripe.products.create({ name: "Guide" }, { idempotencyKey }),
      ).rejects.toMatchObject({ statusCode: 500, rawType: "api_error" })
    }
    expect((await sandbox.stripe.products.list()).data).toHaveLength(0)
    await sandbox.stripe.products.create({ name: "Guide" }, { idempotencyKey: "order-2:2" })
  })

  test("rate-limit: 429, and the same key works afterwards", async () => {
    await sandbox.control("api", { mode: "rate-limit", times: 1 })
    await expect(
      sandbox.stripe.products.create({ name: "Guide" }, { idempotencyKey }),
    ).rejects.toMatchObject({ statusCode: 429 })
    await sandbox.stripe.products.create({ name: "Guide" }, { idempotencyKey })
  })

  test("reset: the connection breaks and nothing was done", async () => {
    // The SDK tries a broken connection again whatever its settings are, so break each one.
    await sandbox.control("api", { mode: "reset" })
    await expect(sandbox.stripe.products.create({ name: "Guide" })).rejects.toBeInstanceOf(
      Stripe.errors.StripeConnectionError,
    )
    await sandbox.control("api", { mode: "ok" })
    expect((await sandbox.stripe.products.list()).data).toHaveLength(0)
  })

  test("reset-after: done, not answered, and the SDK's retry gets the stored answer", async () => {
    await sandbox.control("api", { mode: "reset-after", times: 1 })
    const retrying = stripeAt(sandbox.url, { maxNetworkRetries: 2 })
    const product = await retrying.products.create({ name: "Guide" })
    expect(product.lastResponse.headers["idempotent-replayed"]).toBe("true")
    const { data } = await sandbox.stripe.products.list()
    expect(data.map((one) => one.id)).toEqual([product.id])
  })

  test("slow: the client gives up, and the key gives what was done", async () => {
    await sandbox.control("api", { mode: "slow", times: 1, delayMs: 60_000 })
    const hasty = stripeAt(sandbox.url, { timeout: 200 })
    await expect(
      hasty.products.create({ name: "Guide" }, { idempotencyKey }),
    ).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError)
    const product = await sandbox.stripe.products.create({ name: "Guide" }, { idempotencyKey })
    expect(product.lastResponse.headers["idempotent-replayed"]).toBe("true")
  })

  test("strikes only the paths that start as asked, as often as asked", async () => {
    await sandbox.control("api", { mode: "error", path: "/v1/prices", times: 2 })
    await sandbox.stripe.products.list()
    await expect(sandbox.stripe.prices.list()).rejects.toMatchObject({ statusCode: 500 })
    await expect(sandbox.stripe.prices.list()).rejects.toMatchObject({ statusCode: 500 })
    await sandbox.stripe.prices.list()
  })
})

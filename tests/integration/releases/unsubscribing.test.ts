import { describe, expect, it } from "vitest"
import { GET, POST } from "@/app/api/unsubscribe/[token]/route"
import { eraseCustomer } from "@/lib/account/erase-customer"
import { moveToAddress } from "@/lib/customers/store/merge"
import { db, transaction } from "@/lib/db"
import { findUnsubscriber } from "@/lib/mail/find-unsubscriber"
import { signToken } from "@/lib/tokens"
import { makePaidOrder, makeProduct } from "@/tests/support/factories"
import { makeCustomer } from "@/tests/support/grant-access"
import { mailbox } from "@/tests/support/mailbox"
import { localFile, release, startReleasing } from "@/tests/support/releasing"

const sandbox = await startReleasing()

const ask = (token: string, init: RequestInit, handle: typeof POST | typeof GET = POST) =>
  handle(new Request(`http://localhost:3000/api/unsubscribe/${token}`, init), {
    params: Promise.resolve({ token }),
  })
const send = (token: string, form: Record<string, string>) =>
  ask(token, { method: "POST", body: new URLSearchParams(form) })
const oneClick = { "List-Unsubscribe": "One-Click" }

/** Somebody who was written to, and the key of that mail. */
async function reader() {
  const product = await makeProduct()
  const { customerId, email } = await makePaidOrder({ products: [product] })
  const { path } = await localFile()
  await release(product.slug, "--file", path)
  const [letter] = await mailbox(sandbox.url, email)
  const [, token = ""] = /\/unsubscribe\/([\w-]{46})/.exec(letter?.text ?? "") ?? []
  return { product, customerId, email, token }
}

describe("the way out of mails about new versions", () => {
  it("K18 opening it does nothing, at either address; its button does, and writes to them no more", async () => {
    const { product, email, token } = await reader()
    const opened = await ask(token, { method: "GET" }, GET)
    expect([opened.status, opened.headers.get("location")]).toEqual([303, `/unsubscribe/${token}`])
    expect(await findUnsubscriber(token)).toMatchObject({ email, hasOptedOut: false })
    expect(await db().mailOptOut.count()).toBe(0)

    const pressed = await send(token, { wish: "stop" })
    expect([pressed.status, pressed.headers.get("location")]).toEqual([
      303,
      `/unsubscribe/${token}`,
    ])
    expect(await findUnsubscriber(token)).toMatchObject({ hasOptedOut: true })
    const { path } = await localFile()
    const next = await release(product.slug, "--file", path)
    expect(next).toMatchObject({ queuedNow: 0, owners: { owners: 1, optedOut: 1 } })
  })

  it("K18 RFC 8058: a mail program's post is enough, without cookies, and answered without a redirect", async () => {
    const { customerId, token } = await reader()
    const forms = new FormData()
    forms.set("List-Unsubscribe", "One-Click")
    for (const body of [new URLSearchParams(oneClick), forms]) {
      const answer = await ask(token, { method: "POST", body })
      expect(answer.status).toBe(200)
      expect(answer.headers.get("cache-control")).toBe("private, no-store")
    }
    expect(await db().mailOptOut.findMany()).toMatchObject([{ customerId, reason: "asked" }])
  })

  it("has a way back", async () => {
    const { product, token } = await reader()
    await send(token, oneClick)
    expect((await send(token, { wish: "resume" })).status).toBe(303)
    expect(await findUnsubscriber(token)).toMatchObject({ hasOptedOut: false })
    const { path } = await localFile()
    expect(await release(product.slug, "--file", path)).toMatchObject({ queuedNow: 1 })
  })

  it("fault 24 opens by its own key alone", async () => {
    const { customerId, token } = await reader()
    const mail = await db().mail.findFirstOrThrow()
    const changed = token.slice(0, 20) + (token[20] === "A" ? "B" : "A") + token.slice(21)
    for (const key of [
      changed,
      "x",
      signToken("order", mail.id),
      signToken("unsubscribe", customerId),
    ]) {
      expect((await send(key, oneClick)).status).toBe(404)
      expect(await findUnsubscriber(key)).toBeNull()
    }
    expect(await db().mailOptOut.count()).toBe(0)
  })

  it("goes with a person who moves to another address, and with everything of theirs when they are forgotten", async () => {
    const { email, token } = await reader()
    await send(token, oneClick)
    const other = await makeCustomer("other@example.com")
    await transaction(() => moveToAddress(other, email, new Date()))
    expect(await findUnsubscriber(token)).toEqual({ customerId: other, email, hasOptedOut: true })
    await eraseCustomer(other)
    expect(await findUnsubscriber(token)).toBeNull()
    expect((await send(token, oneClick)).status).toBe(404)
    expect(await db().mailOptOut.count()).toBe(0)
    expect(JSON.stringify(await db().mail.findMany())).not.toContain(email)
  })
})

import { describe, expect, it } from "vitest"
import { db, transaction } from "@/lib/db"
import { findOrder } from "@/lib/delivery/find-order"
import { recordMail } from "@/lib/mail/store/mails"
import { pay } from "@/tests/support/buyer"
import { makePaidOrder, makeProduct } from "@/tests/support/factories"
import { checkInvariants } from "@/tests/support/invariants"
import { runShop, runShopProcess } from "@/tests/support/run-shop"
import { begin, startSelling } from "@/tests/support/selling"
import { deliver, makeEvent } from "@/tests/support/stripe-events"

const { sandbox, shop } = await startSelling()
const json = async (...args: string[]) => JSON.parse((await runShop([...args, "--json"])).stdout)

describe("npm run shop", () => {
  it("lists its commands, and each has a help of its own", async () => {
    const { code, stdout } = await runShopProcess(["--help"])
    expect(code).toBe(0)
    const commands =
      "simulate-purchase reconcile products purchases purchase events event mails demo".split(" ")
    for (const command of commands) expect(stdout).toContain(command)
    expect((await runShop(["purchase", "--help"])).stdout).toContain("--rotate-link")
  })

  it("tells what it does not know on stderr, and fails", async () => {
    const { code, stdout, stderr } = await runShopProcess(["reset"])
    expect(code).not.toBe(0)
    expect(stdout).toBe("")
    expect(stderr).toContain("unknown command")
  })

  it("K17 lists purchases, and those of one customer in any letter case", async () => {
    await makePaidOrder({ email: "ada@example.com" })
    await makePaidOrder({ email: "bea@example.com" })
    expect(await json("purchases")).toHaveLength(2)
    const mine = await json("purchases", "--email", "ADA@example.com")
    expect(mine).toMatchObject([{ email: "ada@example.com", downloadsLeft: 5, state: "open" }])
    expect((await runShop(["purchases", "--email", "nobody@example.com"])).stdout).toContain(
      "No purchases",
    )
  })

  it("K13 gives a purchase its downloads back, and never takes any", async () => {
    const order = await makePaidOrder({ downloadsLeft: 0 })
    const after = await json("purchase", order.purchaseId, "--reset-downloads")
    expect(after.downloadsLeft).toBe(5)
    await db().purchase.update({ where: { id: order.purchaseId }, data: { downloadsLeft: 9 } })
    expect((await json("purchase", order.purchaseId, "--reset-downloads")).downloadsLeft).toBe(9)
  })

  it("makes a private link void and prints the new one", async () => {
    const order = await makePaidOrder()
    const { orderUrl } = await json("purchase", order.purchaseId, "--rotate-link")
    expect(await findOrder(order.token)).toBeNull()
    const token = String(orderUrl).split("/").at(-1) ?? ""
    expect((await findOrder(token))?.id).toBe(order.id)
  })

  it("says which purchase does not exist", async () => {
    const { code, stderr } = await runShop(["purchase", "nonsense", "--reset-downloads"])
    expect(code).toBe(1)
    expect(stderr).toContain("There is no purchase nonsense")
  })

  it("names the option that it could not read, and says what to do", async () => {
    const { id } = await makePaidOrder()
    const { code, stdout, stderr } = await runShop(["revoke-access", id, "--reason", " "])
    expect([code, stdout]).toEqual([1, ""])
    expect(stderr).toBe("--reason: Say why: it stands in the audit log.\n")
  })

  it("K20 lists the mails that wait", async () => {
    await transaction(() =>
      recordMail({ kind: "alert", subject: "x", recipient: "ada@example.com" }),
    )
    expect(await json("mails", "--pending")).toMatchObject([{ recipient: "ada@example.com" }])
  })

  it("lists failing events and applies one again", async () => {
    const broken = makeEvent("checkout.session.completed", { id: "cs", mode: "payment" })
    expect((await deliver(broken)).status).toBe(500)
    const [row] = await json("events", "--failing")
    expect(row).toMatchObject({ id: broken.id, handledAt: null })
    const again = await runShop(["event", String(broken.id), "--retry"])
    expect(again.code).toBe(1)
    expect((await runShop(["event", "evt_unknown", "--retry"])).stderr).toContain("no event")
  })

  it("reconciles, and takes no nonsense for a time", async () => {
    await sandbox.control("deliveries", { mode: "drop" })
    const { url } = await begin(await makeProduct())
    await pay(url)
    expect(await json("reconcile", "--since", "3d")).toMatchObject({ mended: 1, failed: 0 })
    expect(await json("reconcile", "--since", "3d")).toMatchObject({ mended: 0 })
    const { code, stderr } = await runShop(["reconcile", "--since", "yesterday"])
    expect(code).toBe(1)
    expect(stderr).toContain("--since takes")
    await checkInvariants()
  })

  it("K21 simulates a purchase through the running shop's webhook", async () => {
    const product = await makeProduct()
    const args = ["simulate-purchase", "--edition", product.edition.slug]
    const { code, stdout, stderr } = await runShopProcess(
      [...args, "--email", "Ada@Example.com", "--json"],
      { PUBLIC_URL: shop.origin },
    )
    expect(stderr).toBe("")
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ outcome: "applied" })
    expect(await db().stripeEvent.count({ where: { outcome: "applied" } })).toBe(1)
    expect(await db().purchase.count()).toBe(1)
    await checkInvariants()
  })

  it("K21 simulates nothing beside a live key, and nothing that is not for sale", async () => {
    const product = await makeProduct()
    const args = ["simulate-purchase", "--email", "ada@example.com", "--edition"]
    const live = await runShopProcess([...args, product.edition.slug], {
      STRIPE_SECRET_KEY: "sk_live_anything",
      PUBLIC_URL: shop.origin,
    })
    expect(live.code).toBe(1)
    expect(live.stderr).toContain("live")
    expect((await runShop([...args, "unknown"])).stderr).toContain("unknown")
    expect(await db().checkout.count()).toBe(0)
  })
})

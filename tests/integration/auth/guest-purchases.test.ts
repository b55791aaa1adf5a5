import { describe, expect, it } from "vitest"
import { roleOf } from "@/lib/auth/role-of"
import { hashSessionToken } from "@/lib/auth/rules"
import { startSignIn } from "@/lib/auth/start-sign-in"
import { findSignedIn } from "@/lib/auth/store"
import { db } from "@/lib/db"
import { listAccess } from "@/lib/entitlements/store/access"
import { pay } from "@/tests/support/buyer"
import { makePaidOrder, makeProduct } from "@/tests/support/factories"
import { begin, startSelling } from "@/tests/support/selling"
import { sendAll, signInByMail, visit } from "@/tests/support/signing-in"
import { waitUntil } from "@/tests/support/wait-until"

const { sandbox } = await startSelling()

/** Whether the edition may be opened by who is signed in with this token. */
async function sees(token: string, editionId: string): Promise<boolean> {
  const customer = await findSignedIn(hashSessionToken(token), new Date())
  const visitor = { customerId: customer?.customerId ?? null, checkoutIds: [] }
  return (await listAccess([editionId], visitor)).has(editionId)
}

describe("B37 what a guest bought", () => {
  it("is there after signing in with the same address in other letters", async () => {
    const product = await makeProduct()
    const { url } = await begin(product)
    await pay(url, undefined, { email: "Ada.Lovelace+books@Example.COM" })
    await waitUntil(() => db().purchase.findFirst(), "the purchase")
    const ada = await signInByMail(sandbox.url, "ada.lovelace+BOOKS@example.com")
    expect(await sees(ada, product.edition.id)).toBe(true)
  })

  it.each(["ada.lovelace@example.com", "adalovelace+books@example.com", "bea@example.com"])(
    "is not there for %s, another address",
    async (other) => {
      const order = await makePaidOrder({ email: "ada.lovelace+books@example.com" })
      const token = await signInByMail(sandbox.url, other)
      expect(await sees(token, order.product.edition.id)).toBe(false)
    },
  )

  it("is not there for an address that was only typed", async () => {
    const order = await makePaidOrder({ email: "ada@example.com" })
    await startSignIn({ email: "ada@example.com", callbackPath: "/library" }, visit)
    await sendAll()
    expect(await db().session.count()).toBe(0)
    const customer = await db().customer.findUniqueOrThrow({ where: { id: order.customerId } })
    expect(customer.verifiedAt).toBeNull()
  })

  it("is there whether it was bought before signing in or after", async () => {
    const ada = await signInByMail(sandbox.url, "ada@example.com")
    const order = await makePaidOrder({ email: "ada@example.com" })
    expect(await sees(ada, order.product.edition.id)).toBe(true)
  })
})

describe("D13 an administrator", () => {
  it("is whoever proved an address of ADMIN_EMAILS, in any letter case", () => {
    expect(roleOf("Admin@Kiosk.test", null)).toBe("administrator")
    // Nobody can be made less than that.
    expect(roleOf("admin@kiosk.test", "support")).toBe("administrator")
    for (const other of ["admin@kiosk.test.example", "xadmin@kiosk.test", "", "ada@example.com"])
      expect(roleOf(other, null), other).toBeNull()
  })

  it("opens no goods by that: access comes from entitlements alone", async () => {
    const order = await makePaidOrder({ email: "ada@example.com" })
    const admin = await signInByMail(sandbox.url, "admin@kiosk.test")
    expect(await sees(admin, order.product.edition.id)).toBe(false)
  })
})

import { describe, expect, it } from "vitest"
import { eraseCustomer } from "@/lib/account/erase-customer"
import { exportCustomer } from "@/lib/account/export-customer"
import { addAdministrator } from "@/lib/administrators/add-administrator"
import type { Role } from "@/lib/administrators/rules"
import { findGivenRole } from "@/lib/administrators/store/administrators"
import { listChanges } from "@/lib/audit/store"
import { hashSessionToken } from "@/lib/auth/rules"
import { findSignedIn } from "@/lib/auth/store"
import { now } from "@/lib/clock"
import { saveCustomer } from "@/lib/customers/store/customers"
import { runShop } from "@/tests/support/run-shop"
import { makeSession } from "@/tests/support/session"

/** What somebody who has signed in with this address may do, as the next request sees it. */
async function signedInAs(email: string): Promise<() => Promise<Role | null | undefined>> {
  const { token } = await makeSession(await saveCustomer({ email }))
  return async () => (await findSignedIn(hashSessionToken(token), now()))?.role
}

const logged = async () =>
  (await listChanges({ after: null, limit: 10 })).changes.map(
    ({ actor, action, subjectId, before, after }) => ({ actor, action, subjectId, before, after }),
  )

describe("B78: who may open /admin", () => {
  it("is who stands in ADMIN_EMAILS, and whoever is added, from their next request on", async () => {
    const [fixed, ada] = [await signedInAs("admin@kiosk.test"), await signedInAs("ada@example.com")]
    expect([await fixed(), await ada()]).toEqual(["administrator", null])
    const { code, stdout } = await runShop(["admin", "add", " Ada@Example.com "])
    expect(code).toBe(0)
    expect(stdout).toContain("ada@example.com may open http://localhost:3000/admin (administrator)")
    expect(await ada()).toBe("administrator")
    expect((await runShop(["admin", "remove", "ada@example.com"])).code).toBe(0)
    expect(await ada()).toBeNull()
  })

  it("may be support alone, who sees and changes nothing", async () => {
    const bea = await signedInAs("bea@example.com")
    await runShop(["admin", "add", "bea@example.com", "--role", "support"])
    expect(await bea()).toBe("support")
    await addAdministrator("bea@example.com", "administrator", "admin@kiosk.test")
    expect(await bea()).toBe("administrator")
    const again = await addAdministrator("bea@example.com", "administrator", "admin@kiosk.test")
    expect(again.isChanged).toBe(false)
    expect(await logged()).toEqual([
      {
        actor: "admin@kiosk.test",
        action: "administrator.add",
        subjectId: "bea@example.com",
        before: { role: "support" },
        after: { role: "administrator" },
      },
      {
        actor: "command line",
        action: "administrator.add",
        subjectId: "bea@example.com",
        before: null,
        after: { role: "support" },
      },
    ])
  })

  it("is listed, and what can't be done is refused in words", async () => {
    await runShop(["admin", "add", "bea@example.com", "--role", "support"])
    expect(JSON.parse((await runShop(["admin", "list", "--json"])).stdout)).toEqual([
      {
        email: "admin@kiosk.test",
        role: "administrator",
        by: "ADMIN_EMAILS",
        secondFactorSince: null,
      },
      { email: "bea@example.com", role: "support", by: "admin add", secondFactorSince: null },
    ])
    const refused = async (...args: string[]) => {
      const { code, stderr } = await runShop(["admin", ...args])
      return [code, stderr]
    }
    expect(await refused("add", "nonsense")).toEqual([1, expect.stringContaining("email address")])
    expect(await refused("add", "x@example.com", "--role", "owner")).toEqual([
      1,
      expect.stringContaining("administrator or support"),
    ])
    expect(await refused("remove", "x@example.com")).toEqual([
      1,
      expect.stringContaining("no administrator"),
    ])
    expect(await refused("remove", "admin@kiosk.test")).toEqual([
      1,
      expect.stringContaining("ADMIN_EMAILS"),
    ])
    expect((await runShop(["audit"])).stdout).toContain("administrator.add")
  })
})

describe("B45: an administrator's own data", () => {
  it("is exported with what was changed of theirs, never who else did it, and goes when they are forgotten", async () => {
    const customerId = await saveCustomer({ email: "ada@example.com" })
    await addAdministrator("ada@example.com", "support", "admin@kiosk.test")
    const parts: string[] = []
    for await (const part of await exportCustomer(customerId)) parts.push(part)
    expect(JSON.parse(parts.join(""))).toMatchObject({
      administration: [{ email: "ada@example.com", role: "support" }],
      administratorsChanges: [{ action: "administrator.add", after: { role: "support" } }],
    })
    expect(parts.join("")).not.toContain("admin@kiosk.test")
    await eraseCustomer(customerId)
    expect(await findGivenRole("ada@example.com")).toBeNull()
  })
})

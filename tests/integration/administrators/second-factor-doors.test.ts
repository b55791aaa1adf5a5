import { describe, expect, it, vi } from "vitest"
import { addAdministrator } from "@/lib/administrators/add-administrator"
import { requireSecondFactor } from "@/lib/administrators/require-second-factor"
import { passSecondFactor } from "@/lib/auth/pass-second-factor"
import { appCode } from "@/tests/support/app-code"
import { runShop } from "@/tests/support/run-shop"
import { ada, browserOf, deeds, withFactor } from "@/tests/support/second-factor"

let cookie = ""
vi.mock("next/headers", () => ({
  headers: async () => new Headers({ host: "localhost:3000", "x-path": "/admin/team?done=x" }),
  cookies: async () => ({
    get: (name: string) => {
      const [own, value] = cookie.split("=")
      return own === name ? { value } : undefined
    },
  }),
}))
const { GET } = await import("@/app/api/admin/accounting/route")
const { default: TeamPage } = await import("@/app/admin/team/page")
const { saveRequirement } = await import("@/app/admin/team/actions")

/** Where a page and an action of the administration send this browser; null: nowhere. */
async function ledTo(held: string): Promise<(string | null)[]> {
  cookie = held
  const none = Promise.resolve({})
  const page = TeamPage({ params: none, searchParams: none })
  const action = saveRequirement(null, new FormData())
  const places = await Promise.allSettled([page, action])
  // What Next's redirect throws: "NEXT_REDIRECT;<how>;<path>;<status>;".
  return places.map((one) =>
    one.status === "rejected" ? (String(one.reason.digest).split(";")[2] ?? null) : null,
  )
}

describe("B78: a second factor that was not shown", () => {
  it("keeps the doors of the administration shut until it is shown", async () => {
    const { letters } = await withFactor()
    const second = await browserOf(ada)
    const asked = async () => {
      cookie = second.cookie
      return (await GET(new Request("http://localhost:3000/api/admin/accounting"))).status
    }
    expect(await asked()).toBe(404)
    const place = "/sign-in/second-factor?callbackUrl=%2Fadmin%2Fteam%3Fdone%3Dx"
    expect(await ledTo(second.cookie)).toEqual([place, place])
    await passSecondFactor(await second.visitor(), appCode(letters, 1))
    expect(await asked()).toBe(200)
  })
})

describe("B78: the shop may want one of everybody", () => {
  it("who has none is led to get one, and nothing is open before", async () => {
    await addAdministrator("bea@example.com", "support", "admin@kiosk.test")
    const bea = await browserOf("bea@example.com")
    await expect(requireSecondFactor(true, "admin@kiosk.test")).rejects.toMatchObject({
      code: "conflict",
    })
    await withFactor()
    await requireSecondFactor(true, ada)
    expect(await bea.need()).toBe("setup")
    cookie = bea.cookie
    const url = "http://localhost:3000/api/admin/accounting"
    expect((await GET(new Request(url))).status).toBe(404)
    const place = "/account/second-factor"
    expect(await ledTo(bea.cookie)).toEqual([place, place])
    const cleo = await browserOf("cleo@example.com")
    expect(await cleo.need()).toBe("none")
    await requireSecondFactor(false, ada)
    expect(await bea.need()).toBe("none")
    expect((await deeds()).slice(0, 2)).toEqual(["security.change", "security.change"])
  })

  it("so says the command line too, which also takes away what somebody has lost", async () => {
    await withFactor()
    const second = await browserOf(ada)
    const listed = JSON.parse((await runShop(["admin", "list", "--json"])).stdout)
    expect(listed).toMatchObject([
      { email: "admin@kiosk.test", secondFactorSince: null },
      { email: ada, secondFactorSince: expect.any(String) },
    ])
    expect((await runShop(["admin", "reset-second-factor", " Ada@Example.com"])).code).toBe(0)
    expect(await second.need()).toBe("none")
    const again = await runShop(["admin", "reset-second-factor", ada])
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining("no second factor")])
    expect((await runShop(["admin", "require-second-factor", "on"])).code).toBe(0)
    expect(await second.need()).toBe("setup")
    expect((await runShop(["admin", "require-second-factor", "off"])).code).toBe(0)
    expect(await second.need()).toBe("none")
  })
})

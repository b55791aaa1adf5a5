import { afterEach, describe, expect, it } from "vitest"
import { plusSeconds } from "@/lib/clock"
import { codeState, hashBrowser, isAskedBy, linkState } from "@/lib/customers/rules"
import { env } from "@/lib/env"
import { deriveCode, isCodeOf, newId, readToken, signToken } from "@/lib/tokens"

const secrets = [...env().AUTH_SECRET]
const use = (...given: string[]) => env().AUTH_SECRET.splice(0, 10, ...given)
afterEach(() => void use(...secrets))

describe("the code of a mail", () => {
  it("is six digits that follow from the row, and no other row's", () => {
    use("one-secret")
    const id = newId()
    expect(deriveCode("address-code", id)).toBe(deriveCode("address-code", id))
    expect(isCodeOf("address-code", id, deriveCode("address-code", id))).toBe(true)
    const codes = new Set(Array.from({ length: 500 }, () => deriveCode("address-code", newId())))
    for (const code of codes) expect(code).toMatch(/^\d{6}$/)
    expect(codes.size).toBeGreaterThan(490)
  })

  it("of an older secret is still good, of no secret of the shop's is not", () => {
    const id = newId()
    use("old-secret")
    const code = deriveCode("address-code", id)
    use("new-secret", "old-secret")
    expect(isCodeOf("address-code", id, code)).toBe(true)
    use("new-secret")
    expect(isCodeOf("address-code", id, code)).toBe(code === deriveCode("address-code", id))
  })

  it.each(["", "12345", "1234567", "12345a", " 12345", "１２３４５６"])("%j is none", (typed) => {
    use("one-secret")
    expect(isCodeOf("address-code", newId(), typed)).toBe(false)
  })

  it("a link's token opens nothing else", () => {
    use("one-secret")
    const token = signToken("address-proof", newId())
    for (const purpose of ["order", "download", "stream", "address-code"] as const)
      expect(readToken(purpose, token)).toBeNull()
    expect(readToken("address-proof", token)).not.toBeNull()
  })
})

describe("how long a mail is good", () => {
  const made = new Date("2026-01-01T12:00:00Z")
  const proof = { createdAt: made, expiresAt: plusSeconds(made, 3600), usedAt: null, triesLeft: 5 }
  it.each([
    [0, proof, "live", "live"],
    [599, proof, "live", "live"],
    [600, proof, "live", "expired"],
    [3599, proof, "live", "expired"],
    [3600, proof, "expired", "expired"],
    [10, { ...proof, triesLeft: 0 }, "live", "expired"],
    [10, { ...proof, triesLeft: 1 }, "live", "live"],
    [10, { ...proof, usedAt: made }, "used", "used"],
    [9999, { ...proof, usedAt: made }, "used", "used"],
    [10, { ...proof, expiresAt: plusSeconds(made, 5) }, "expired", "expired"],
  ])("after %d seconds %j: the link is %s, the code %s", (seconds, row, link, code) => {
    const at = plusSeconds(made, seconds)
    expect(linkState(row, at)).toBe(link)
    expect(codeState(row, at)).toBe(code)
  })

  it("the code is good in the browser that asked alone", () => {
    const row = { browserHash: hashBrowser("a.b") }
    expect(isAskedBy(row, "a.b")).toBe(true)
    for (const other of ["", "a.c", "a.b ", row.browserHash])
      expect(isAskedBy(row, other)).toBe(false)
  })
})

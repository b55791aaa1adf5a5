import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { mailboxKey } from "@/lib/subscriptions/rules/mailbox"

const hosts = [
  "example.com",
  "gmail.com",
  "googlemail.com",
  "proton.me",
  "pm.me",
  "me.com",
  "ya.ru",
  "yahoo.co.uk",
  "ymail.com",
]
const names = fc.string({ unit: fc.constantFrom(..."abzABZ09.+-_@ ".split("")), maxLength: 12 })
const addresses = fc
  .tuple(names, fc.constantFrom(...hosts))
  .map(([name, host]) => `${name}@${host}`)

describe("the mailbox behind an address", () => {
  it.each([
    ["the same but for its case", "Ann@Example.com ", "ann@example.com"],
    ["a space, which no address has", "- ann @pm.me", "ann@proton.me"],
    ["a quoted name", '"a@b"+c@example.com', '"a@b"@example.com'],
    ["a tag, at any host", "ann+trial2@example.com", "ann@example.com"],
    ["only the first of two tags counts", "ann+a+b@example.com", "ann@example.com"],
    ["dots at Gmail", "a.n.n@gmail.com", "ann@gmail.com"],
    ["dots, a tag and the other name of Gmail", "A.nn+x.y@GoogleMail.com", "ann@gmail.com"],
    ["Proton's names and marks", "an_n.e-x+y@pm.me", "annex@proton.me"],
    ["Apple's older names", "ann@mac.com", "ann@icloud.com"],
    ["Yandex' names", "ann@ya.ru", "ann@yandex.ru"],
    ["a hyphen at Yahoo", "ann-shop@yahoo.com", "ann@yahoo.com"],
    ["a hyphen at a Yahoo elsewhere", "ann-shop@yahoo.co.uk", "ann@yahoo.co.uk"],
  ])("B67: %s", (_what, written, key) => {
    expect(mailboxKey(written)).toBe(key)
  })

  it.each([
    ["dots are letters elsewhere", "a.nn@example.com"],
    ["a hyphen is part of a name elsewhere", "ann-marie@example.com"],
    ["a hyphen is part of a name at Gmail", "ann-marie@gmail.com"],
    ["a host that only sounds like Yahoo", "ann-marie@notyahoo.com"],
    ["Outlook and Hotmail are two people's", "ann@hotmail.com"],
    ["a name that begins with its mark", "+ann@example.com"],
    ["no address at all", "ann"],
  ])("B67: two mailboxes stay two: %s", (_what, written) => {
    expect(mailboxKey(written)).toBe(written)
  })

  it("B67: the mailbox of a mailbox is itself", () => {
    fc.assert(
      fc.property(fc.oneof(addresses, fc.emailAddress(), fc.string()), (address) => {
        expect(mailboxKey(mailboxKey(address))).toBe(mailboxKey(address))
      }),
    )
  })

  it("B67: no tag and no case makes another mailbox", () => {
    fc.assert(
      fc.property(fc.emailAddress(), fc.stringMatching(/^[a-z0-9.+-]{0,8}$/), (address, tag) => {
        const at = address.lastIndexOf("@")
        const tagged = `${address.slice(0, at)}+${tag}${address.slice(at)}`
        expect(mailboxKey(tagged.toUpperCase())).toBe(mailboxKey(address))
      }),
    )
  })
})

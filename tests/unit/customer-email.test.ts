import { describe, expect, it } from "vitest"
import { emailField } from "@/lib/customers/rules"

describe("a customer's address", () => {
  it("is one person in any letter case, with dots and plus signs kept", () => {
    expect(emailField.parse("  Ada.Lovelace+Books@Example.COM ")).toBe(
      "ada.lovelace+books@example.com",
    )
  })
  it.each(["", "ada", "ada@", "@example.com", "a b@example.com", `${"a".repeat(250)}@x.com`])(
    "is refused with a sentence when malformed: %s",
    (text) => {
      const parsed = emailField.safeParse(text)
      expect(parsed.success).toBe(false)
      expect(parsed.error?.issues[0]?.message).toMatch(/email address/)
    },
  )
})

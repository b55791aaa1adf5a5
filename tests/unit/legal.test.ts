import { describe, expect, it } from "vitest"
import { getLegalPage } from "@/lib/legal/get-legal-page"
import { isLegalSlug, legalPages, parseLegalPage } from "@/lib/legal/rules"
import { termsVersion } from "@/lib/legal/terms-version"
import { renderMarkdown } from "@/lib/markdown"

const file = "---\ntitle: Terms\nversion: 2026-11-01\n---\n\nOf **{{shop}}**.\n"

describe("a legal page", () => {
  it("has a title, a version, and the shop's names in its text", () => {
    const page = parseLegalPage("terms", file, { shop: "Tinker & Sons" })
    expect(page).toMatchObject({ title: "Terms", version: "2026-11-01" })
    expect(page.body).toContain("Of **Tinker & Sons**.")
  })

  it("takes a name as text, whatever is in it", () => {
    const { body } = parseLegalPage("terms", file, { shop: "[x](y) <b>*" })
    expect(renderMarkdown(body)).toBe("<p>Of <strong>[x](y) &#x3C;b>*</strong>.</p>")
  })

  it("is refused without a version, and with a name that nobody knows", () => {
    expect(() => parseLegalPage("terms", "# Terms", {})).toThrow(/front matter/)
    expect(() => parseLegalPage("terms", file, {})).toThrow(/\{\{shop\}\}/)
  })

  it.each(legalPages)("%s is there, with nothing left to fill in", async (slug) => {
    const page = await getLegalPage(slug)
    expect(page.title.length).toBeGreaterThan(3)
    expect(page.version).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(page.body).not.toContain("{{")
  })

  it("is found by its own name only", () => {
    expect(isLegalSlug("terms")).toBe(true)
    expect(isLegalSlug("../package")).toBe(false)
  })
})

it("the version of the terms is what an order keeps", async () => {
  expect(await termsVersion()).toBe((await getLegalPage("terms")).version)
})

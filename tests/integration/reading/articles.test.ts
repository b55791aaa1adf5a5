import { describe, expect, test } from "vitest"
import { openArticle } from "@/lib/delivery/open-article"
import { storage } from "@/lib/storage/storage"
import { type MadeProduct, makeProduct, makeRelease } from "@/tests/support/factories"

const markdown = (text: string, name = "article.md") => ({
  name,
  contentType: "text/markdown",
  bytes: Buffer.from(text),
})

const makeArticle = (text: string): Promise<MadeProduct> =>
  makeProduct({ kind: "article", editions: [{ files: [markdown(text)] }] })

function open(product: MadeProduct, part: "whole" | "beginning" = "whole") {
  const editionIds = product.editions.map(({ id }) => id)
  return openArticle({ editionIds, part, now: new Date() })
}

describe("D11: an article in the browser", () => {
  test("is its Markdown as a page, with what it can be downloaded as", async () => {
    const files = [markdown("# T\n\nÄ *text*.\n"), { name: "article.pdf" }]
    const product = await makeProduct({ kind: "article", editions: [{ files }] })
    expect(await open(product)).toMatchObject({
      html: "<p>Ä <em>text</em>.</p>",
      minutes: 1,
      version: "1.0",
      formats: ["Markdown", "PDF"],
    })
  })

  test("P11: of its paid rest nothing is in what a stranger is shown", async () => {
    const product = await makeArticle("Free.\n\n<!-- more -->\n\nSECRET\n\n[^1]: SECRET\n")
    const shown = await open(product, "beginning")
    expect(shown?.html).toBe("<p>Free.</p>")
    expect(JSON.stringify(shown)).not.toContain("SECRET")
    expect((await open(product))?.html).toContain("SECRET")
  })

  test("is of the newest release that is out", async () => {
    const product = await makeArticle("Old.")
    const soon = { version: "3.0", releasedAt: new Date(Date.now() + 60_000) }
    await makeRelease(product, product.edition, { ...soon, ...markdown("Soon.") })
    await makeRelease(product, product.edition, { version: "2.0", ...markdown("New.") })
    expect(await open(product)).toMatchObject({ html: "<p>New.</p>", version: "2.0" })
  })

  test("is found in the second edition when the first has none, and else there is none", async () => {
    const editions = [{ files: [{ name: "article.pdf" }] }, { files: [markdown("Here.")] }]
    const product = await makeProduct({ kind: "article", editions })
    const article = await open(product)
    expect(article).toMatchObject({ editionId: product.editions[1]?.id, html: "<p>Here.</p>" })
    expect(await open({ ...product, editions: product.editions.slice(0, 1) })).toBeNull()
  })

  test("that is as long as a library is no page", async () => {
    expect(await open(await makeArticle("x".repeat(1_000_001)))).toBeNull()
  })

  test("whose bytes are lost takes no page with it", async () => {
    const product = await makeArticle("Lost.")
    await storage().remove(product.edition.file.storageKey)
    expect(await open(product)).toBeNull()
  })

  test("is read through a byte order mark, and through bytes that are no text", async () => {
    const bytes = Buffer.concat([Buffer.from("\uFEFF# T\n\nText "), Buffer.from([0xff, 0xfe])])
    const files = [{ ...markdown(""), bytes }]
    const product = await makeProduct({ kind: "article", editions: [{ files }] })
    expect((await open(product))?.html).toBe("<p>Text \uFFFD\uFFFD</p>")
  })
})

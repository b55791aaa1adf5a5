import { describe, expect, it } from "vitest"
import { renderArticle } from "@/lib/render-article"

const words = (count: number, word = "word") => Array.from({ length: count }, () => word).join(" ")
const whole = (text: string) => renderArticle(text, "whole").html
const beginning = (text: string) => renderArticle(text, "beginning").html

describe("P11: the free beginning of an article", () => {
  const rest = `${words(900)} SECRET ${words(400)}`

  it("is what stands above the mark, of whatever length", () => {
    const html = beginning(`# Title\n\nOne.\n\n## Two\n\nThree.\n\n<!-- more -->\n\nSECRET\n`)
    expect(html).toBe('<p>One.</p>\n<h2 id="section-1">Two</h2>\n<p>Three.</p>')
  })

  it.each([
    ["without blanks", "Open.\n\n<!--more-->\n\nSECRET"],
    ["right below a paragraph", "Open.\n<!-- more -->\nSECRET"],
    ["with Windows line ends", "Open.\r\n\r\n<!-- more -->\r\n\r\nSECRET"],
    [
      "with a second one further down",
      "Open.\n\n<!-- more -->\n\nSECRET\n\n<!-- more -->\n\nSECRET",
    ],
  ])("ends at a mark %s", (_how, text) => {
    expect(beginning(text)).toBe("<p>Open.</p>")
  })

  it("does not take a mark that is quoted in code for one", () => {
    const html = beginning(`Open.\n\n\`\`\`\n<!-- more -->\n\`\`\`\n\n${rest}`)
    expect(html).toContain("&#x3C;!-- more -->")
    expect(html).not.toContain("SECRET")
  })

  it("is whole blocks of at most 120 words", () => {
    const html = beginning(`${words(60, "first")}\n\n${words(60, "second")}\n\nthird\n\n${rest}`)
    expect(html).toContain("first")
    expect(html).toContain("second")
    expect(html).not.toContain("third")
  })

  it("is at most 15 % of a short text", () => {
    const html = beginning(
      `${words(15, "first")}\n\n${words(15, "second")}\n\n${words(70, "rest")}`,
    )
    expect(html).toBe(`<p>${words(15, "first")}</p>`)
  })

  it("is the first words of a paragraph that is longer than that", () => {
    const html = beginning(`*${words(200)}*, SECRET\n\n${words(800)}`)
    expect(html).toBe(`<p>${words(120)} …</p>`)
  })

  it.each([
    ["of one paragraph", "A whole article of nothing but ten words, or so, SECRET."],
    ["of a list", `- ${words(100)} SECRET\n- ${words(100)}`],
    ["of code", `\`\`\`\n${words(100)} SECRET\n\`\`\``],
    ["of a table", `| a |\n| - |\n| ${words(100)} SECRET |`],
    ["of a quotation", `> ${words(100)}\n>\n> SECRET`],
    ["of headings", "## SECRET\n\n### SECRET\n\n## SECRET"],
    ["in one line without blanks", words(50, "SECRET").replaceAll(" ", "")],
    ["of nothing", ""],
  ])("gives nothing of the rest of an article %s", (_what, text) => {
    expect(beginning(text)).not.toContain("SECRET")
  })

  it("ends with no heading whose text is not there", () => {
    expect(beginning(`${words(20)}\n\n## SECRET\n\n### SECRET too\n\n${rest}`)).not.toContain(
      "SECRET",
    )
  })

  it("keeps its links, and gives no other address away", () => {
    const text = `See [this][a].\n\n<!-- more -->\n\nAnd [that][b].\n\n[a]: https://a.test\n[b]: https://SECRET.test\n`
    expect(beginning(text)).toBe(
      '<p>See <a href="https://a.test" rel="nofollow noopener">this</a>.</p>',
    )
  })

  it("leaves notes out, whose text stands in the rest", () => {
    const text = `Open[^1], *really[^1]*.\n\n<!-- more -->\n\nPaid.\n\n[^1]: SECRET\n`
    expect(beginning(text)).toBe("<p>Open, <em>really</em>.</p>")
  })

  it("of a text in Japanese is told by its words too", () => {
    const sentence = "吾輩は猫である。名前はまだ無い。"
    const html = beginning(sentence.repeat(100))
    expect(html.length).toBeGreaterThan(20)
    expect(html.length).toBeLessThan(sentence.length * 40)
  })
})

describe("a whole article", () => {
  it("leaves its own title to the page, and keeps the order of its headings", () => {
    expect(whole("# Title\n\n## One\n\n### Deeper\n\n## Two")).toBe(
      '<h2 id="section-1">One</h2>\n<h3>Deeper</h3>\n<h2 id="section-2">Two</h2>',
    )
  })

  it("has notes whose links lead there and back", () => {
    const html = whole("A[^n].\n\n[^n]: A note.")
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    const targets = [...html.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id)
    expect(targets).toHaveLength(2)
    for (const target of targets) expect(ids).toContain(target)
  })

  it("lists its sections when it is long, and not when it is short", () => {
    const sections = ["One", "*Two*", "Three", "Four"]
    const long = sections.map((title) => `## ${title}\n\n${words(400)}`).join("\n\n")
    const { contents, minutes } = renderArticle(long, "whole")
    expect(contents.map(({ title }) => title)).toEqual(["One", "Two", "Three", "Four"])
    expect(minutes).toBe(7)
    expect(
      renderArticle(sections.map((title) => `## ${title}\n\nx`).join("\n\n"), "whole"),
    ).toMatchObject({
      contents: [],
      minutes: 1,
    })
  })

  it("tells the length of the whole with its beginning", () => {
    expect(renderArticle(`Open.\n\n<!-- more -->\n\n${words(2200)}`, "beginning").minutes).toBe(10)
  })

  it.each([
    ["a script", "<script>alert(1)</script>"],
    ["a handler", '<img src="/x.png" onerror="alert(1)">'],
    ["a style", '<p style="position:fixed">x</p><style>body{display:none}</style>'],
    ["a frame", '<iframe src="https://evil.test"></iframe>'],
    ["an id of the author's", '<h2 id="content">x</h2><a id="content" name="content">x</a>'],
    ["a javascript: link", "[x](javascript:alert(1))"],
    ["a javascript: link in a note", "x[^1]\n\n[^1]: [x](javascript:alert(1))"],
    ["a picture from elsewhere", "![x](https://tracker.test/pixel.gif)"],
    ["a form", '<form action="https://evil.test"><button>x</button></form>'],
    ["a heading that breaks out", '## "><script>alert(1)</script>'],
    ["a note's name that breaks out", 'x[^"><b>]\n\n[^"><b>]: y'],
  ])("hostile, with %s, becomes harmless", (_what, text) => {
    const html = whole(text)
    for (const [, name = "", attributes = ""] of html.matchAll(/<([a-z0-9]+)([^>]*)>/gi)) {
      expect(["p", "a", "h2", "sup", "section", "ol", "li"]).toContain(name)
      expect(attributes.replace(/"[^"]*"/g, '""')).not.toMatch(/\bon\w+=|\bstyle=|\bsrc=/i)
      expect(attributes).not.toMatch(/javascript:|tracker\.test|id="content"/i)
    }
  })
})

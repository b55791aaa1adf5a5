import { describe, expect, it } from "vitest"
import { renderMarkdown } from "@/lib/markdown"

const hostile: [what: string, text: string][] = [
  ["a script", "<script>alert(1)</script>"],
  ["a script in a paragraph", "Hello <script>alert(1)</script> there"],
  ["a picture with a handler", '<img src=x onerror="alert(1)">'],
  ["an SVG with a handler", "<svg onload=alert(1)>"],
  ["a frame", '<iframe src="https://evil.test"></iframe>'],
  ["a form", '<form action="https://evil.test"><input name=a></form>'],
  ["a style", "<style>body{display:none}</style>"],
  ["a style attribute", '<p style="position:fixed">x</p>'],
  ["a javascript: link", "[x](javascript:alert(1))"],
  ["a javascript: link in capitals", "[x](JaVaScRiPt:alert(1))"],
  ["a javascript: link with a tab", "[x](java\tscript:alert(1))"],
  ["a javascript: link as entities", "[x](&#106;avascript:alert(1))"],
  ["a javascript: autolink", "<javascript:alert(1)>"],
  ["a vbscript: link", "[x](vbscript:msgbox)"],
  ["a data: link", "[x](data:text/html;base64,PHNjcmlwdD4=)"],
  ["a data: picture", "![x](data:image/svg+xml;base64,PHN2Zz4=)"],
  ["a reference to javascript:", "[x][y]\n\n[y]: javascript:alert(1)"],
  ["a quote out of a title", '[x](https://a.test "\\" onmouseover=\\"alert(1)")'],
  ["a picture from elsewhere", "![x](https://tracker.test/pixel.gif)"],
  ["a picture from elsewhere without a scheme", "![x](//tracker.test/pixel.gif)"],
  ["a picture behind a backslash", "![x](/\\tracker.test/pixel.gif)"],
  ["a comment with a script", "<!--><script>alert(1)</script>-->"],
  ["a template", "<template><script>alert(1)</script></template>"],
]

describe("hostile Markdown becomes harmless", () => {
  it.each(hostile)("%s", (_what, text) => {
    const html = renderMarkdown(text)
    const tags = [...html.matchAll(/<\/?([a-z0-9]+)([^>]*)>/gi)]
    for (const [, name = "", attributes = ""] of tags) {
      expect(["p", "a", "strong", "em"]).toContain(name)
      const unquoted = attributes.replace(/"[^"]*"/g, '""')
      expect(unquoted).not.toMatch(/\bon\w+=|\bstyle=|\bsrc=/i)
      expect(attributes).not.toMatch(/(?:javascript|vbscript|data):/i)
    }
    expect(html).not.toMatch(/tracker\.test/)
  })
})

describe("Markdown", () => {
  it("keeps what a description needs", () => {
    const html = renderMarkdown(
      "# One\n\nA *word*, a [link](https://a.test), `code`.\n\n- [x] done\n\n![c](/media/public/a.png)",
    )
    expect(html).toContain("<h2>One</h2>")
    expect(html).toContain("<em>word</em>")
    expect(html).toContain('<a href="https://a.test" rel="nofollow noopener">link</a>')
    expect(html).toContain('<img src="/media/public/a.png" alt="c" loading="lazy">')
    expect(html).not.toContain("<input")
  })

  it.each([
    ["# A\n\n## B", "h2", "h3"],
    ["## A\n\n### B", "h2", "h3"],
    ["### A\n\n###### B", "h2", "h5"],
  ])("begins at the second level: %j", (text, first, second) => {
    const html = renderMarkdown(text)
    expect(html).toContain(`<${first}>A</${first}>`)
    expect(html).toContain(`<${second}>B</${second}>`)
  })

  it("lets a wide table be scrolled with the keyboard", () => {
    expect(renderMarkdown("| a |\n| - |\n| 1 |")).toMatch(
      /^<div class="scroll" tabindex="0"><table>/,
    )
  })

  it("has nothing to say about nothing", () => {
    expect(renderMarkdown("")).toBe("")
  })
})

import contentDisposition from "content-disposition"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { nameFile } from "@/lib/delivery/name-file"

const saved = (header: string) => contentDisposition.parse(header).parameters.filename

describe("B34, K16: a file's name in Content-Disposition (RFC 6266)", () => {
  test.each([
    ["book.pdf", 'attachment; filename="book.pdf"'],
    ["Bücher.pdf", "attachment; filename=\"Bucher.pdf\"; filename*=UTF-8''B%C3%BCcher.pdf"],
    ["本.epub", "attachment; filename=\"_.epub\"; filename*=UTF-8''%E6%9C%AC.epub"],
    ["📚.pdf", "attachment; filename=\"_.pdf\"; filename*=UTF-8''%F0%9F%93%9A.pdf"],
    ['a "b"; c.pdf', 'attachment; filename="a \\"b\\"; c.pdf"'],
    ["100%25.pdf", "attachment; filename=\"100%25.pdf\"; filename*=UTF-8''100%2525.pdf"],
  ])("%j", (name, header) => {
    expect(nameFile("attachment", name)).toBe(header)
    expect(saved(header)).toBe(name)
  })

  test("can't name a folder, or begin another header", () => {
    expect(saved(nameFile("attachment", "../../etc/passwd"))).toBe(".._.._etc_passwd")
    expect(saved(nameFile("attachment", "..\\..\\a\r\nSet-Cookie: b=c"))).toBe(
      ".._.._aSet-Cookie: b=c",
    )
    expect(saved(nameFile("inline", "a\0\u0085\u007f.pdf"))).toBe("a.pdf")
  })

  test("is ASCII on the wire and arrives whole, for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (name) => {
        const header = nameFile("attachment", name)
        expect(header).toMatch(/^attachment; filename=[\x20-\x7e]*$/)
        expect(saved(header)).toBe(name.replace(/\p{Cc}/gu, "").replace(/[/\\]/g, "_"))
      }),
    )
  })
})

import { inflateSync } from "node:zlib"

/**
 * The words of a PDF of ours, a line for each that was printed. Reads what PDFKit writes with one embedded
 * font: glyphs in hexadecimal, and a table of the letters that they stand for.
 */
export function pdfText(bytes: Buffer): string {
  const streams = pdfStreams(bytes)
  const tables = streams.filter((stream) => stream.includes("beginbfrange"))
  const [table = ""] = tables
  if (tables.length !== 1) throw new Error(`The PDF has ${tables.length} fonts, not one.`)
  const letters = [...table.matchAll(/\[([^\]]*)\]\s*$/gm)].flatMap(([, row = ""]) =>
    [...row.matchAll(/<([^>]*)>/g)].map(([, hex = ""]) => unicode(hex.replace(/\s/g, ""))),
  )
  return streams
    .flatMap((stream) => [...stream.matchAll(/\[([^\]]*)\] TJ/g)])
    .map(([, shown = ""]) =>
      [...shown.matchAll(/<([0-9a-f]*)>/g)]
        .flatMap(([, hex = ""]) => hex.match(/.{4}/g) ?? [])
        .map((glyph) => letters[Number.parseInt(glyph, 16)] ?? "?")
        .join(""),
    )
    .join("\n")
}

/** What the compressed streams of a PDF say that PDFKit wrote: it ends each with a line feed of its own. */
export function pdfStreams(bytes: Buffer): string[] {
  const found: string[] = []
  for (let at = bytes.indexOf("stream\n"); at >= 0; at = bytes.indexOf("stream\n", at + 1)) {
    const end = bytes.indexOf("\nendstream", at)
    if (bytes.subarray(at - 3, at).toString() === "end" || end < 0) continue
    try {
      found.push(inflateSync(bytes.subarray(at + 7, end)).toString("latin1"))
    } catch {
      // Not compressed: no text of a page.
    }
  }
  return found
}

function unicode(hex: string): string {
  return (hex.match(/.{4}/g) ?? [])
    .map((one) => String.fromCharCode(Number.parseInt(one, 16)))
    .join("")
}

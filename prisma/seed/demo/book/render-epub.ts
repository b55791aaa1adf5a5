import { type Book, type Chapter, dateInWords, numberedTitle } from "@/prisma/seed/demo/book/book"
import { blocksToMarkup, escapeMarkup } from "@/prisma/seed/demo/book/markup"
import { readText, textBytes } from "@/prisma/seed/demo/read-source"
import { type ZipEntry, zipFiles } from "@/prisma/seed/demo/zip-files"

/**
 * The book as EPUB 3.3, with toc.ncx beside it for older readers. The media type
 * comes first and uncompressed: https://www.w3.org/TR/epub-33/#sec-zip-container-mime
 */
export function renderEpub(book: Book, coverJpeg: Uint8Array): Uint8Array {
  const chapters = book.chapters.map((chapter) => text(`${chapter.id}.xhtml`, page(book, chapter)))
  const entries: ZipEntry[] = [
    { path: "mimetype", bytes: new TextEncoder().encode("application/epub+zip"), stored: true },
    { path: "META-INF/container.xml", bytes: textBytes(container) },
    text("package.opf", packageDocument(book)),
    text("nav.xhtml", navigation(book)),
    text("toc.ncx", ncx(book)),
    text("style.css", readText("styles/epub.css")),
    { path: "EPUB/cover.jpg", bytes: coverJpeg, stored: true },
    text("cover.xhtml", coverPage(book)),
    text("title.xhtml", titlePage(book)),
    ...chapters,
  ]
  return zipFiles(entries, book.date)
}

const container = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>`

function text(name: string, content: string): ZipEntry {
  return { path: `EPUB/${name}`, bytes: textBytes(content) }
}

function packageDocument(book: Book): string {
  const chapters = book.chapters.map((chapter) => chapter.id)
  const moment = book.date.toISOString().replace(/\.\d+Z$/, "Z")
  return `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="${book.language}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">${book.identifier}</dc:identifier>
<dc:title id="title">${escapeMarkup(book.title)}</dc:title>
<dc:language>${book.language}</dc:language>
<dc:creator>${escapeMarkup(book.author)}</dc:creator>
<dc:publisher>${escapeMarkup(book.publisher)}</dc:publisher>
<dc:description>${escapeMarkup(book.subtitle)}</dc:description>
<dc:rights>${escapeMarkup(book.rights)}</dc:rights>
<dc:date>${moment.slice(0, 10)}</dc:date>
<meta property="dcterms:modified">${moment}</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta name="cover" content="cover-image"/>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="style" href="style.css" media-type="text/css"/>
<item id="cover-image" href="cover.jpg" media-type="image/jpeg" properties="cover-image"/>
<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>
<item id="title-page" href="title.xhtml" media-type="application/xhtml+xml"/>
${chapters.map((id) => `<item id="c-${id}" href="${id}.xhtml" media-type="application/xhtml+xml"/>`).join("\n")}
</manifest>
<spine toc="ncx">
<itemref idref="cover" linear="no"/>
<itemref idref="title-page"/>
<itemref idref="nav"/>
${chapters.map((id) => `<itemref idref="c-${id}"/>`).join("\n")}
</spine>
</package>`
}

function navigation(book: Book): string {
  const entries = book.chapters.map(
    (chapter) =>
      `<li><a href="${chapter.id}.xhtml">${escapeMarkup(numberedTitle(chapter))}</a></li>`,
  )
  const first = book.chapters[0]?.id ?? "title"
  return xhtml(
    book,
    "Contents",
    `<nav epub:type="toc" id="toc">
<h1>Contents</h1>
<ol>
${entries.join("\n")}
</ol>
</nav>
<nav epub:type="landmarks" hidden="hidden">
<h2>Places</h2>
<ol>
<li><a epub:type="cover" href="cover.xhtml">Cover</a></li>
<li><a epub:type="toc" href="nav.xhtml">Contents</a></li>
<li><a epub:type="bodymatter" href="${first}.xhtml">Beginning</a></li>
</ol>
</nav>`,
  )
}

function ncx(book: Book): string {
  const points = book.chapters.map(
    (chapter, index) =>
      `<navPoint id="p${index + 1}" playOrder="${index + 1}"><navLabel><text>${escapeMarkup(
        numberedTitle(chapter),
      )}</text></navLabel><content src="${chapter.id}.xhtml"/></navPoint>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="${book.language}">
<head><meta name="dtb:uid" content="${book.identifier}"/><meta name="dtb:depth" content="1"/></head>
<docTitle><text>${escapeMarkup(book.title)}</text></docTitle>
<navMap>
${points.join("\n")}
</navMap>
</ncx>`
}

function coverPage(book: Book): string {
  const image = `<img src="cover.jpg" alt="Cover of ${escapeMarkup(book.title)}"/>`
  return xhtml(book, "Cover", `<section epub:type="cover" class="cover">${image}</section>`)
}

function titlePage(book: Book): string {
  return xhtml(
    book,
    book.title,
    `<section epub:type="titlepage" class="title">
<h1>${escapeMarkup(book.title)}</h1>
<p class="subtitle">${escapeMarkup(book.subtitle)}</p>
<p class="author">${escapeMarkup(book.author)}</p>
<p class="imprint">${escapeMarkup(book.publisher)}. Version ${book.version}, ${dateInWords(book.date)}.</p>
<p class="imprint">${escapeMarkup(book.rights)}</p>
</section>`,
  )
}

function page(book: Book, chapter: Chapter): string {
  const known = new Set(book.chapters.map((other) => other.id))
  const body = blocksToMarkup(chapter.blocks, (id) => (known.has(id) ? `${id}.xhtml` : null))
  const number = chapter.number === null ? "" : `<p class="number">Chapter ${chapter.number}</p>\n`
  const type = chapter.number === null ? "preface" : "chapter"
  const title = `${number}<h1>${escapeMarkup(chapter.title)}</h1>`
  return xhtml(book, chapter.title, `<section epub:type="${type}">\n${title}\n${body}\n</section>`)
}

function xhtml(book: Book, title: string, body: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="${book.language}" xml:lang="${book.language}">
<head>
<title>${escapeMarkup(title)}</title>
<link rel="stylesheet" type="text/css" href="style.css"/>
</head>
<body>
${body}
</body>
</html>`
}

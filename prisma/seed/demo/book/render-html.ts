import { type Book, dateInWords, numberedTitle } from "@/prisma/seed/demo/book/book"
import { blocksToMarkup, escapeMarkup } from "@/prisma/seed/demo/book/markup"
import { readText, textBytes } from "@/prisma/seed/demo/read-source"
import { type ZipEntry, zipFiles } from "@/prisma/seed/demo/zip-files"

/** The book as linked pages in one folder, readable without a network, light and dark. */
export function renderHtml(book: Book, coverJpeg: Uint8Array): Uint8Array {
  const folder = `selling-digital-goods-${book.version}`
  const entries: ZipEntry[] = [
    { path: `${folder}/README.txt`, bytes: textBytes(readme(book)) },
    { path: `${folder}/index.html`, bytes: textBytes(indexPage(book)) },
    { path: `${folder}/style.css`, bytes: textBytes(readText("styles/pages.css")) },
    { path: `${folder}/cover.jpg`, bytes: coverJpeg, stored: true },
    ...book.chapters.map((chapter, index) => ({
      path: `${folder}/${chapter.id}.html`,
      bytes: textBytes(chapterPage(book, index)),
    })),
  ]
  return zipFiles(entries, book.date)
}

function readme(book: Book): string {
  return [
    `${book.title}, version ${book.version}`,
    `${book.author}, ${dateInWords(book.date)}`,
    "",
    "Open index.html in any browser. No network is needed.",
    "The pages follow your system's light or dark setting and print well.",
    "",
    book.rights,
  ].join("\n")
}

function indexPage(book: Book): string {
  const entries = book.chapters.map(
    (chapter) =>
      `<li value="${chapter.number ?? 0}"><a href="${chapter.id}.html">${escapeMarkup(chapter.title)}</a></li>`,
  )
  return htmlPage(
    book,
    book.title,
    `<header class="front">
<img src="cover.jpg" width="1200" height="1697" alt="Cover of ${escapeMarkup(book.title)}">
<div>
<h1>${escapeMarkup(book.title)}</h1>
<p class="subtitle">${escapeMarkup(book.subtitle)}</p>
<p>${escapeMarkup(book.author)}</p>
<p class="small">Version ${book.version}, ${dateInWords(book.date)}. ${escapeMarkup(book.rights)}</p>
</div>
</header>
<main>
<h2>Contents</h2>
<ol class="contents" start="0">
${entries.join("\n")}
</ol>
</main>`,
  )
}

function chapterPage(book: Book, index: number): string {
  const chapter = book.chapters[index]
  if (!chapter) throw new RangeError(`The book has no chapter ${index}.`)
  const known = new Set(book.chapters.map((other) => other.id))
  const body = blocksToMarkup(chapter.blocks, (id) => (known.has(id) ? `${id}.html` : null))
  const previous = book.chapters[index - 1]
  const next = book.chapters[index + 1]
  const links = [
    previous
      ? `<a rel="prev" href="${previous.id}.html">Back: ${escapeMarkup(previous.title)}</a>`
      : `<a href="index.html">Contents</a>`,
    next
      ? `<a rel="next" href="${next.id}.html">Next: ${escapeMarkup(next.title)}</a>`
      : `<a href="index.html">Contents</a>`,
  ]
  const number = chapter.number === null ? "" : `<p class="number">Chapter ${chapter.number}</p>\n`
  return htmlPage(
    book,
    `${numberedTitle(chapter)} – ${book.title}`,
    `<nav class="top" aria-label="Book"><a href="index.html">${escapeMarkup(book.title)}</a></nav>
<main>
${number}<h1>${escapeMarkup(chapter.title)}</h1>
${body}
</main>
<nav class="turn" aria-label="Chapters">
${links.join("\n")}
</nav>`,
  )
}

function htmlPage(book: Book, title: string, body: string): string {
  return `<!doctype html>
<html lang="${book.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeMarkup(title)}</title>
<link rel="stylesheet" href="style.css">
</head>
<body>
${body}
</body>
</html>`
}

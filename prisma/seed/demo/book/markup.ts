import type { Block, ListEntry, Run } from "@/prisma/seed/demo/book/blocks"

/** Where "#id" leads in this edition; null where that chapter is not in it. */
export type LinkTarget = (id: string) => string | null

/** Text that is safe between tags and inside double quotes of HTML and XML. */
export function escapeMarkup(text: string): string {
  return text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
}

/** Blocks as HTML that is well-formed XML too, so that pages and EPUB share it. */
export function blocksToMarkup(blocks: Block[], target: LinkTarget): string {
  return blocks.map((block) => blockToMarkup(block, target)).join("\n")
}

function blockToMarkup(block: Block, target: LinkTarget): string {
  const inline = (runs: Run[]) => runs.map((run) => runToMarkup(run, target)).join("")
  switch (block.kind) {
    case "heading":
      return `<h${block.level} id="${block.id}">${inline(block.runs)}</h${block.level}>`
    case "paragraph":
      return `<p>${inline(block.runs)}</p>`
    case "quote":
      return `<blockquote>${block.paragraphs.map((p) => `<p>${inline(p)}</p>`).join("")}</blockquote>`
    case "code":
      return `<pre><code>${escapeMarkup(block.lines.join("\n"))}</code></pre>`
    case "list": {
      const tag = block.ordered ? "ol" : "ul"
      const entries = block.entries.map((e) => `<li>${boxOf(e)}${inline(e.runs)}</li>`)
      return `<${tag}>\n${entries.join("\n")}\n</${tag}>`
    }
    case "table": {
      const head = block.header.map((cell) => `<th scope="col">${inline(cell)}</th>`).join("")
      const rows = block.rows.map(
        (row) => `<tr>${row.map((cell) => `<td>${inline(cell)}</td>`).join("")}</tr>`,
      )
      return `<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${rows.join("\n")}\n</tbody>\n</table>`
    }
  }
}

function boxOf(entry: ListEntry): string {
  if (entry.checked === null) return ""
  return entry.checked ? "[x] " : "[ ] "
}

function runToMarkup(run: Run, target: LinkTarget): string {
  let markup = escapeMarkup(run.text)
  if (run.code) markup = `<code>${markup}</code>`
  if (run.italic) markup = `<em>${markup}</em>`
  if (run.bold) markup = `<strong>${markup}</strong>`
  const href = run.href?.startsWith("#") ? target(run.href.slice(1)) : run.href
  return href ? `<a href="${escapeMarkup(href)}">${markup}</a>` : markup
}

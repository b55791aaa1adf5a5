import type { Nodes, Root, RootContent } from "mdast"

const MOST_WORDS = 120
const MOST_SHARE = 0.15

/**
 * The beginning of an article that anybody may read: what stands above a line `<!-- more -->`, else
 * the whole blocks that make up at most 120 words and 15 % of the text, whichever is less; where even
 * the first paragraph is longer, its first words. Never a heading whose text is not there, nor a note.
 */
export function cutBeginning(article: Root): Root {
  const blocks = article.children
  const mark = blocks.findIndex(isMark)
  const limit = Math.min(MOST_WORDS, Math.floor(countWords(article) * MOST_SHARE))
  const kept = mark >= 0 ? blocks.slice(0, mark) : firstBlocks(blocks, limit)
  while (kept.at(-1)?.type === "heading") kept.pop()
  const shown = kept.filter((block) => block.type !== "definition").map(withoutNotes)
  // Where its links lead; those of the rest are in no page, for nothing refers to them.
  const definitions = blocks.filter((block) => block.type === "definition")
  return { type: "root", children: [...shown, ...definitions] }
}

/** How many words a text has, in any language that Unicode can tell words in. */
export function countWords(node: Nodes): number {
  const segments = new Intl.Segmenter(undefined, { granularity: "word" }).segment(textOf(node))
  let words = 0
  for (const { isWordLike } of segments) if (isWordLike) words += 1
  return words
}

/** The text of a node without its marks. */
export function textOf(node: Nodes): string {
  if (node.type === "text" || node.type === "inlineCode" || node.type === "code") return node.value
  if (!("children" in node)) return ""
  const isFlow = node.type === "root" || node.type === "list" || node.type === "table"
  return node.children.map((child) => textOf(child)).join(isFlow ? "\n" : "")
}

function isMark(node: RootContent): boolean {
  return node.type === "html" && /^<!--\s*more\s*-->$/.test(node.value.trim())
}

function firstBlocks(blocks: RootContent[], limit: number): RootContent[] {
  const kept: RootContent[] = []
  let words = 0
  for (const block of blocks) {
    words += countWords(block)
    if (words > limit) break
    kept.push(block)
  }
  if (kept.some((block) => block.type !== "heading" && countWords(block) > 0)) return kept
  const first = blocks.find((block) => block.type === "paragraph")
  const value = first ? firstWords(textOf(first), limit) : ""
  return value ? [{ type: "paragraph", children: [{ type: "text", value }] }] : []
}

function firstWords(text: string, limit: number): string {
  let words = 0
  let end = 0
  const segments = new Intl.Segmenter(undefined, { granularity: "word" }).segment(text)
  for (const { isWordLike, index, segment } of segments) {
    if (isWordLike) words += 1
    if (words > limit) return end > 0 ? `${text.slice(0, end)} …` : ""
    if (isWordLike) end = index + segment.length
  }
  return text
}

function withoutNotes<T extends RootContent>(node: T): T {
  if (!("children" in node)) return node
  const children = node.children
    .filter((child) => child.type !== "footnoteReference" && child.type !== "footnoteDefinition")
    .map((child) => withoutNotes(child))
  return { ...node, children }
}

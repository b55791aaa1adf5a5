import type { Element, Root as Page } from "hast"
import type { Root } from "mdast"
import rehypeSanitize from "rehype-sanitize"
import rehypeStringify from "rehype-stringify"
import remarkGfm from "remark-gfm"
import remarkParse from "remark-parse"
import remarkRehype from "remark-rehype"
import { unified } from "unified"
import { countWords, cutBeginning } from "@/lib/cut-beginning"
import { fitIntoPage, schema, wrapTables } from "@/lib/markdown"

const WORDS_A_MINUTE = 220
/** An article of fewer words, or fewer sections, is seen at a glance. */
const LONG_WORDS = 1200
const LONG_SECTIONS = 4

export type RenderedArticle = {
  /** Safe to put into a page, whoever wrote the text. */
  html: string
  /** Of the whole, whatever part this is. */
  minutes: number
  /** Its sections, where it is long enough to want a list of them. */
  contents: Section[]
}

/** A section's heading, and its address in the page. */
export type Section = { id: string; title: string }

// As for descriptions, and notes with their links. Ids come from here alone: raw HTML is dropped.
const { a = [], li = [], h2 = [] } = schema.attributes ?? {}
const articleSchema = {
  ...schema,
  attributes: {
    ...schema.attributes,
    a: [...a, "id", "ariaDescribedBy", "ariaLabel", "dataFootnoteRef", "dataFootnoteBackref"],
    h2: [...h2, "id"],
    li: [...li, "id"],
  },
  clobber: [],
}

const parser = unified().use(remarkParse).use(remarkGfm).freeze()
const renderer = unified()
  // Raw HTML in the text is dropped here, before anything could look at it.
  .use(remarkRehype, { footnoteLabel: "Notes", footnoteLabelProperties: {} })
  .use(() => (tree: Page) => fitIntoPage(tree, 2))
  .use(rehypeSanitize, articleSchema)
  .use(() => wrapTables)
  .use(() => nameSections)
  .use(rehypeStringify)
  .freeze()

/**
 * An article in Markdown (CommonMark, GitHub's tables, lists, notes) as HTML, or only the beginning
 * that anybody may read (`cutBeginning`): the rest is then in no part of the answer. A title at its
 * head is left out, for the page has its own. Nothing is kept.
 */
export function renderArticle(text: string, part: "whole" | "beginning"): RenderedArticle {
  const whole = withoutTitle(parser.parse(text))
  const words = countWords(whole)
  const shown = part === "whole" ? whole : cutBeginning(whole)
  const page = renderer.runSync(shown)
  const sections = sectionsOf(page)
  return {
    html: renderer.stringify(page),
    minutes: Math.max(1, Math.round(words / WORDS_A_MINUTE)),
    contents: words >= LONG_WORDS && sections.length >= LONG_SECTIONS ? sections : [],
  }
}

function withoutTitle(root: Root): Root {
  const [first, ...rest] = root.children
  const isTitle = first?.type === "heading" && first.depth === 1
  return isTitle ? { ...root, children: rest } : root
}

function nameSections(page: Page): void {
  for (const [at, heading] of headingsOf(page).entries())
    heading.properties.id = `section-${at + 1}`
}

function sectionsOf(page: Page): Section[] {
  return headingsOf(page).map((heading) => ({
    id: String(heading.properties.id),
    title: textIn(heading),
  }))
}

// Those of the text; that of the notes stands in an element of its own.
function headingsOf(page: Page): Element[] {
  return page.children.filter((node) => node.type === "element").filter(isSection)
}

function isSection({ tagName }: Element): boolean {
  return tagName === "h2"
}

function textIn(element: Element): string {
  return element.children
    .map((child) =>
      child.type === "text" ? child.value : child.type === "element" ? textIn(child) : "",
    )
    .join("")
}

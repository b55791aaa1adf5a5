import type { Element, Root } from "hast"
import rehypeSanitize, { defaultSchema, type Options } from "rehype-sanitize"
import rehypeStringify from "rehype-stringify"
import remarkGfm from "remark-gfm"
import remarkParse from "remark-parse"
import remarkRehype from "remark-rehype"
import { unified } from "unified"

type Node = Root | Root["children"][number]

/** Tighter than GitHub's own list: no form controls, no ids, links to the web and to mailboxes only. */
export const schema: Options = {
  ...defaultSchema,
  tagNames: (defaultSchema.tagNames ?? []).filter((name) => name !== "input"),
  attributes: {
    ...defaultSchema.attributes,
    a: ["href", "title", "rel"],
    img: ["src", "alt", "title", "loading"],
    "*": ["align", "colSpan", "rowSpan", "start", "lang", "dir"],
  },
  protocols: { href: ["https", "http", "mailto"], src: ["https"] },
}

export type Top = 2 | 3

const processors = { 2: processorFor(2), 3: processorFor(3) }

function processorFor(top: Top) {
  return (
    unified()
      .use(remarkParse)
      .use(remarkGfm)
      // Raw HTML in the text is dropped here, before anything could look at it.
      .use(remarkRehype)
      .use(() => (tree: Root) => fitIntoPage(tree, top))
      .use(rehypeSanitize, schema)
      .use(() => wrapTables)
      .use(rehypeStringify)
      .freeze()
  )
}

// Rendering is pure, so what is kept is never wrong; descriptions are read far oftener than written.
const rendered = new Map<string, string>()
const MOST = 500

/**
 * Markdown (CommonMark and GitHub's tables, lists, strikethrough) as HTML that is safe to put into a
 * page, whoever wrote it: no scripts, styles, raw HTML, or pictures from elsewhere. Its highest
 * heading becomes one of the level `top`, below the page's own, and the others follow.
 */
export function renderMarkdown(text: string, top: Top = 2): string {
  const key = `${top} ${text}`
  const known = rendered.get(key)
  if (known !== undefined) return known
  const html = String(processors[top].processSync(text))
  const [oldest] = rendered.keys()
  if (rendered.size >= MOST && oldest !== undefined) rendered.delete(oldest)
  rendered.set(key, html)
  return html
}

/** Moves headings below the page's own, marks links, and drops pictures from elsewhere. */
export function fitIntoPage(tree: Root, top: Top): void {
  const up = Math.min(...levelsIn(tree)) - top
  tree.children = tree.children.flatMap((node) => fit(node, up))
}

function levelsIn(node: Root | Element): number[] {
  const inside = node.children.flatMap((child) => (child.type === "element" ? levelsIn(child) : []))
  return node.type === "element" && levelOf(node) ? [levelOf(node), ...inside] : inside
}

function fit<T extends Node>(node: T, up: number): T[] {
  if (node.type !== "element") return [node]
  if (node.tagName === "img" && !isOwn(node)) return []
  const level = levelOf(node)
  if (level) node.tagName = `h${Math.min(6, level - up)}`
  if (node.tagName === "a" && !String(node.properties.href).startsWith("#"))
    node.properties.rel = ["nofollow", "noopener"]
  if (node.tagName === "img") node.properties.loading = "lazy"
  node.children = node.children.flatMap((child) => fit(child, up))
  return [node]
}

function levelOf({ tagName }: Element): number {
  return Number(/^h([1-6])$/.exec(tagName)?.[1] ?? 0)
}

/** A table wider than the page scrolls, and what scrolls must be reached with the keyboard. */
export function wrapTables(tree: Root): void {
  tree.children = tree.children.map((node) =>
    node.type === "element" && node.tagName === "table"
      ? {
          type: "element",
          tagName: "div",
          properties: { className: ["scroll"], tabIndex: 0 },
          children: [node],
        }
      : node,
  )
}

// The content security policy lets no other picture in; a broken one helps nobody.
function isOwn(image: Element): boolean {
  return /^\/[a-z0-9]/i.test(String(image.properties.src ?? ""))
}

import remarkGfm from "remark-gfm"
import remarkParse from "remark-parse"
import { unified } from "unified"
import { anchorOf, type Block, plainText, type Run } from "@/prisma/seed/demo/book/blocks"

const parser = unified().use(remarkParse).use(remarkGfm)

type Node = ReturnType<typeof parser.parse>["children"][number]
type Inline = Extract<Node, { type: "paragraph" }>["children"][number]
type Style = Omit<Run, "text">

const plain: Style = { bold: false, italic: false, code: false, href: null }

/**
 * The blocks of a Markdown text: the part of Markdown that every edition can show. Anything else
 * throws, so that no edition quietly loses a sentence.
 */
export function parseBlocks(markdown: string): Block[] {
  return parser.parse(markdown).children.map(toBlock)
}

function toBlock(node: Node): Block {
  switch (node.type) {
    case "heading": {
      const runs = toRuns(node.children, plain)
      return { kind: "heading", level: node.depth, id: anchorOf(plainText(runs)), runs }
    }
    case "paragraph":
      return { kind: "paragraph", runs: toRuns(node.children, plain) }
    case "code":
      return { kind: "code", lines: node.value.split("\n") }
    case "blockquote":
      return { kind: "quote", paragraphs: node.children.map(paragraphRuns) }
    case "list":
      return {
        kind: "list",
        ordered: node.ordered === true,
        entries: node.children.map((entry) => ({
          runs: entry.children.flatMap(paragraphRuns),
          checked: entry.checked ?? null,
        })),
      }
    case "table": {
      const [header = [], ...rows] = node.children.map((row) =>
        row.children.map((cell) => toRuns(cell.children, plain)),
      )
      return { kind: "table", header, rows }
    }
    default:
      throw new Error(`The demo's editions cannot show Markdown's "${node.type}".`)
  }
}

function paragraphRuns(node: Node): Run[] {
  if (node.type !== "paragraph") throw new Error(`Expected a paragraph, found "${node.type}".`)
  return toRuns(node.children, plain)
}

function toRuns(nodes: Inline[], style: Style): Run[] {
  return nodes.flatMap((node): Run[] => {
    switch (node.type) {
      case "text":
        return [{ ...style, text: node.value.replace(/\s+/g, " ") }]
      case "inlineCode":
        return [{ ...style, code: true, text: node.value }]
      case "strong":
        return toRuns(node.children, { ...style, bold: true })
      case "emphasis":
        return toRuns(node.children, { ...style, italic: true })
      case "link":
        return toRuns(node.children, { ...style, href: node.url })
      default:
        throw new Error(`The demo's editions cannot show Markdown's "${node.type}".`)
    }
  })
}

import { renderMarkdown } from "@/lib/markdown"

/** Markdown that anybody may have written, as text of the page. */
export function Markdown({ text, top = 2 }: { text: string; top?: 2 | 3 }) {
  // renderMarkdown lets only its own short list of elements and attributes through.
  return <div className="prose" dangerouslySetInnerHTML={{ __html: renderMarkdown(text, top) }} />
}

import { getMimeType } from "hono/utils/mime"

/** The content type of a file, by its name's ending; the general one where that says nothing. */
export function contentTypeOf(name: string): string {
  if (/\.vtt$/i.test(name)) return "text/vtt"
  if (/\.(md|markdown)$/i.test(name)) return "text/markdown"
  return getMimeType(name)?.replace(/;.*$/, "") ?? "application/octet-stream"
}

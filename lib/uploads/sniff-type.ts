import { fileTypeFromBuffer } from "file-type"
import { contentTypeOf } from "@/lib/catalog/content-type-of"

// One name for each type: the one that the shop's player and its list of harmless types know.
const renamed = new Map([
  ["video/x-m4v", "video/mp4"],
  ["audio/x-m4a", "audio/mp4"],
])

/**
 * The content type of a file by its first bytes. A text has no marks of its own: there the ending says which,
 * if it is one. What nothing is known of is general bytes; what a browser said counts nowhere.
 */
export async function sniffType(head: Uint8Array, name: string): Promise<string> {
  const found = await fileTypeFromBuffer(head)
  if (found) return renamed.get(found.mime) ?? found.mime
  if (head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4)
    return "application/zip"
  const named = contentTypeOf(name)
  return named.startsWith("text/") && !head.includes(0) ? named : "application/octet-stream"
}

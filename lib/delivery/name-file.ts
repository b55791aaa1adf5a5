import contentDisposition from "content-disposition"

/**
 * The Content-Disposition header by which a browser saves or shows a file under its name (RFC 6266):
 * `filename*` in UTF-8 for any name beyond ASCII, and beside it a plain likeness for old clients,
 * which read Latin-1 in many ways. A name is a name: no folders, no control characters.
 */
export function nameFile(type: "attachment" | "inline", name: string): string {
  const bare = name.replace(/\p{Cc}/gu, "").replace(/[/\\]/g, "_")
  const plain = bare
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\x20-\x7e]/gu, "_")
    .replace(/[/\\]/g, "_")
  return contentDisposition(bare, { type, fallback: plain })
}

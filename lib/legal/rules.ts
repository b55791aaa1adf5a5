export const legalPages = ["terms", "privacy", "imprint", "refunds"] as const
export type LegalSlug = (typeof legalPages)[number]

/** A legal page. The body is Markdown with the shop's own names in it. */
export type LegalPage = { slug: LegalSlug; title: string; version: string; body: string }

/** Whether a path names one of the legal pages. */
export function isLegalSlug(slug: string): slug is LegalSlug {
  return legalPages.some((page) => page === slug)
}

/**
 * A legal page from its file: `title` and `version` in the front matter, then Markdown in which
 * {{name}} stands for one of `values`. Throws when a part or a value is missing: a shop must not
 * sell under terms that nobody can read.
 */
export function parseLegalPage(
  slug: LegalSlug,
  file: string,
  values: Record<string, string>,
): LegalPage {
  const match = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(file)
  const [, head = "", body = ""] = match ?? []
  const field = (name: string) => new RegExp(`^${name}:\\s*(.+?)\\s*$`, "m").exec(head)?.[1]
  const title = field("title")
  const version = field("version")
  if (!title || !version)
    throw new Error(`legal/${slug}.md must begin with front matter: title and version.`)
  const filled = body.replace(/\{\{\s*([a-z-]+)\s*\}\}/g, (whole, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`legal/${slug}.md names ${whole}, which is unknown.`)
    return escapeMarkdown(value)
  })
  return { slug, title, version, body: filled }
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~]/g, "\\$&")
}

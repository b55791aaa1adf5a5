/** A stretch of text in one style. `href` is an address, or "#id" for a chapter of the book. */
export type Run = {
  text: string
  bold: boolean
  italic: boolean
  code: boolean
  href: string | null
}

/** One entry of a list; `checked` is null where there is no box to tick. */
export type ListEntry = { runs: Run[]; checked: boolean | null }

export type Block =
  | { kind: "heading"; level: number; id: string; runs: Run[] }
  | { kind: "paragraph"; runs: Run[] }
  | { kind: "list"; ordered: boolean; entries: ListEntry[] }
  | { kind: "quote"; paragraphs: Run[][] }
  | { kind: "code"; lines: string[] }
  | { kind: "table"; header: Run[][]; rows: Run[][][] }

/** One run in plain style. */
export function plainRun(text: string): Run {
  return { text, bold: false, italic: false, code: false, href: null }
}

/** The words of runs without their style. */
export function plainText(runs: Run[]): string {
  return runs.map((run) => run.text).join("")
}

/** A name for an anchor or file: "The mails you send" is "the-mails-you-send". */
export function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
}

/** What came of a form under /admin that was refused, or only looked; null: it was not sent yet. */
export type AdminFormState = {
  message: string
  /** What is wrong, by field. */
  fields: Record<string, string>
  /** What was typed, by field. */
  typed: Record<string, string>
  /** HTML of the Markdown that was typed, made safe by renderMarkdown. */
  preview?: string
  /** What the form would do, line by line, where it only looked. */
  shown?: string[]
} | null

export type AdminForm = (state: AdminFormState, form: FormData) => Promise<AdminFormState>

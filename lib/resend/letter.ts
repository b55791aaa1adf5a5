/** What is handed to Resend for one recipient. */
export type Letter = {
  to: string
  subject: string
  html: string
  text: string
  replyTo?: string
  headers?: Record<string, string>
  /** What its events come back with: ASCII letters, digits, "_" and "-". */
  tags?: { name: string; value: string }[]
}

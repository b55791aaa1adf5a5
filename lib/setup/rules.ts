/**
 * How a step of the first run stands. `ok`: done; `warning`: good for trying, or worth a look; `todo`: the
 * owner has still to do it; `failed`: it was tried just now and does not work.
 */
export type CheckState = "ok" | "warning" | "todo" | "failed"

/** A step of the first run, with what was found and the exact thing to do; null: nothing. */
export type Check = {
  id: CheckId
  title: string
  state: CheckState
  found: string
  fix: string | null
}

export type CheckId =
  | "stripe"
  | "webhook"
  | "mail"
  | "storage"
  | "worker"
  | "address"
  | "legal"
  | "product"
  | "purchase"

/** A worker that was not heard of for so many seconds does not run: it tells twice in that time. */
export const WORKER_SILENT = 660

/** Whether the owner has still something to do about a step. */
export function isOpen({ state }: Pick<Check, "state">): boolean {
  return state === "todo" || state === "failed"
}

/** The newest mail that says how mailing goes. */
export type MailSign = {
  sentAt: Date | null
  bouncedAt: Date | null
  deliveredAt: Date | null
  lastError: string | null
  deliveryNote: string | null
}

/** What a test mail's row says of it. */
export function mailSign(mail: MailSign): { state: CheckState; words: string } {
  if (mail.bouncedAt)
    return { state: "failed", words: `came back: ${mail.deliveryNote ?? "no reason was told"}` }
  if (mail.deliveredAt) return { state: "ok", words: "was delivered" }
  if (mail.sentAt) return { state: "ok", words: "was sent" }
  if (mail.lastError) return { state: "failed", words: `could not be sent: ${mail.lastError}` }
  return { state: "todo", words: "waits for the worker" }
}

/** The words in a legal page that its owner has still to replace. */
export function placeholdersIn(body: string): string[] {
  return body.match(/\[REPLACE[^\]]*\]/g)?.map((found) => found.replace(/\\/g, "")) ?? []
}

import type { Pool } from "pg"

/** What one running sandbox is made of; nothing that matters is kept here, only in the database. */
export type Sandbox = {
  pool: Pool
  /** Its own address without a slash at the end; known once it listens. */
  url: string
  stripeWebhookSecret: string
  resendWebhookSecret: string
  /** Undefined: any test key opens the API. */
  stripeSecretKey: string | undefined
  /** The file that tells the shop the clock's offset; undefined: it keeps real time. */
  clockFile: string | undefined
  /** Aborted when it ends. */
  closing: AbortSignal
  /** Tells the sender that something may be due. */
  wake(): void
}

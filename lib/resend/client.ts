import { setTimeout as wait } from "node:timers/promises"
import { Resend } from "resend"
import { forbidInTransaction } from "@/lib/db"
import { requireEnv } from "@/lib/env"

const TIMEOUT_MS = 20_000

let client: { key: string; resend: Resend } | undefined

/** Resend's SDK with this shop's key. RESEND_BASE_URL is read by the SDK itself. Never in a transaction. */
export function resend(): Resend {
  forbidInTransaction("Resend")
  const key = requireEnv("RESEND_API_KEY")
  if (client?.key !== key) client = { key, resend: new Resend(key) }
  return client.resend
}

/** An answer of Resend's, or a throw after 20 seconds: the SDK itself waits for ever. */
export async function inTime<T>(answer: Promise<T>): Promise<T> {
  return Promise.race([answer, failAfter(TIMEOUT_MS)])
}

async function failAfter(ms: number): Promise<never> {
  await wait(ms, undefined, { ref: false })
  throw new Error(`Resend did not answer within ${ms / 1000} seconds.`)
}

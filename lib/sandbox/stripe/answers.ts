import { createHash } from "node:crypto"
import type { Scope } from "@/lib/sandbox/scope"
import { StripeFault } from "@/lib/sandbox/stripe/faults"

export type Answer = { status: number; body: string; request: string; replayed: boolean }

const dayMs = 24 * 3600 * 1000

/** What makes two requests the same under one idempotency key. */
export function fingerprintOf(method: string, path: string, body: string): string {
  return createHash("sha256").update(`${method} ${path}\n${body}`).digest("hex")
}

/**
 * Holds the key until the transaction ends and gives the answer that it already has, or null.
 * Throws when another request with the key is under way (409), or when the key was used with
 * other parameters (400). Keys are forgotten after 24 hours.
 * Source: https://docs.stripe.com/api/idempotent_requests
 */
export async function claimKey(
  scope: Scope,
  key: string,
  fingerprint: string,
): Promise<Answer | null> {
  if (key.length > 255) {
    throw fault(400, "An idempotency key has at most 255 characters.")
  }
  const { rows: locks } = await scope.db.query<{ held: boolean }>(
    "SELECT pg_try_advisory_xact_lock(hashtextextended($1, 4242)) AS held",
    [key],
  )
  if (!locks[0]?.held) {
    throw fault(409, `Another request with the key ${key} is under way.`, "idempotency_key_in_use")
  }
  const { rows } = await scope.db.query<Omit<Answer, "replayed"> & { fingerprint: string }>(
    "SELECT status, body, request, fingerprint FROM answers WHERE key = $1 AND created > $2",
    [key, scope.now * 1000 - dayMs],
  )
  const stored = rows[0]
  if (!stored) return null
  if (stored.fingerprint !== fingerprint) {
    throw fault(400, `The key ${key} was first used with another path or other parameters.`)
  }
  return { status: stored.status, body: stored.body, request: stored.request, replayed: true }
}

/** Remembers the answer of a key. */
export async function keepAnswer(
  scope: Scope,
  key: string,
  fingerprint: string,
  answer: Answer,
): Promise<void> {
  await scope.db.query(
    `INSERT INTO answers (key, fingerprint, request, status, body, created)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (key) DO UPDATE SET fingerprint = excluded.fingerprint,
       request = excluded.request, status = excluded.status, body = excluded.body,
       created = excluded.created`,
    [key, fingerprint, answer.request, answer.status, answer.body, scope.now * 1000],
  )
}

function fault(status: 400 | 409, message: string, code?: string): StripeFault {
  return new StripeFault(
    { status, type: "idempotency_error", message, ...(code ? { code } : {}) },
    false,
  )
}

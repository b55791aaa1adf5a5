import { createHash } from "node:crypto"
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible"
import { pool } from "@/lib/db"
import { AppError } from "@/lib/errors"

/** What is limited, and how often in how many seconds. Kept in PostgreSQL: one count for all processes. */
const limits = {
  /** Stripe sessions from one network address. */
  checkout: { points: 30, duration: 600 },
  /** Free goods from one network address, and to one mail address. */
  "free-network": { points: 20, duration: 3600 },
  "free-address": { points: 5, duration: 3600 },
  /** "Send me my link again", the same two ways. */
  "links-network": { points: 20, duration: 3600 },
  "links-address": { points: 3, duration: 3600 },
  /** Mails that ask to prove an address: from one network, to one address, for one customer. */
  "proof-network": { points: 120, duration: 600 },
  "proof-address": { points: 5, duration: 900 },
  "change-address": { points: 5, duration: 3600 },
  /** Codes typed: a row allows five, and all rows of an address together these. */
  "code-network": { points: 60, duration: 600 },
  "code-address": { points: 20, duration: 86_400 },
  /** Codes of an administrator's app, or for who has lost it, for each of them. */
  "second-factor": { points: 10, duration: 3600 },
  /** Pages that save a card, for each customer. */
  cards: { points: 10, duration: 3600 },
  /** Clicks on an order's download buttons, for each order. */
  download: { points: 60, duration: 600 },
  /** Invoices asked for, and PDFs drawn, for each order. */
  invoice: { points: 20, duration: 3600 },
  paper: { points: 60, duration: 600 },
  /** "Send the receipt again" and "Download my data", for each customer. */
  receipt: { points: 5, duration: 3600 },
  export: { points: 5, duration: 3600 },
} as const

export type LimitName = keyof typeof limits

const limiters = new Map<LimitName, RateLimiterPostgres>()

/**
 * Takes one point of a limit for `key`. Throws an AppError "rate-limited" that says when to come
 * back. Must not run inside a transaction.
 */
export async function takeRate(name: LimitName, key: string): Promise<void> {
  try {
    await limiterFor(name).consume(digest(key))
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused
    const minutes = Math.max(1, Math.ceil(refused.msBeforeNext / 60_000))
    throw new AppError(
      "rate-limited",
      `That was tried too often. Try again in ${minutes} ${minutes === 1 ? "minute" : "minutes"}.`,
      { retryAfter: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)) },
    )
  }
}

// A counter needs to know again, not to know: addresses stay out of the table.
function digest(key: string): string {
  return createHash("sha256").update(key).digest("base64url")
}

/** Removes the counters that have lapsed; how many those were. */
export async function clearLapsedRates(): Promise<number> {
  // Milliseconds since the epoch, as rate-limiter-flexible writes them.
  const { rowCount } = await pool().query('DELETE FROM "RateLimit" WHERE "expire" < $1', [
    Date.now(),
  ])
  return rowCount ?? 0
}

function limiterFor(name: LimitName): RateLimiterPostgres {
  let limiter = limiters.get(name)
  if (!limiter) {
    limiter = new RateLimiterPostgres({
      storeClient: pool(),
      storeType: "pool",
      tableName: "RateLimit",
      tableCreated: true,
      keyPrefix: name,
      clearExpiredByTimeout: false,
      ...limits[name],
    })
    limiters.set(name, limiter)
  }
  return limiter
}

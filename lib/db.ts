import { AsyncLocalStorage } from "node:async_hooks"
import { setTimeout as wait } from "node:timers/promises"
import { PrismaPg } from "@prisma/adapter-pg"
import pg from "pg"
import { requireEnv } from "@/lib/env"
import { log } from "@/lib/log"
import { type Prisma, PrismaClient } from "@/prisma/client/client"

type Connections = { pool: pg.Pool; searchPool: pg.Pool; prisma: PrismaClient }

// Next loads a module once for each bundle; the pool must be one a process.
const held = globalThis as typeof globalThis & { kioskConnections?: Connections }
const current = new AsyncLocalStorage<Prisma.TransactionClient>()

/** The client of the transaction that this call runs in, else the ordinary one. */
export function db(): Prisma.TransactionClient {
  return current.getStore() ?? connections().prisma
}

/** The pool itself, for statements where the bench shows that it pays. Never inside a transaction. */
export function pool(): pg.Pool {
  forbidInTransaction("a statement on the pool")
  return connections().pool
}

/**
 * A few connections of their own for what anybody may ask at any length: search. A statement there
 * ends after two seconds, and a storm of them waits for one another, never in the way of an order. The
 * settings are made once a connection, so that a search stays one round trip. Never inside a transaction.
 */
export function searchPool(): pg.Pool {
  forbidInTransaction("a search")
  return connections().searchPool
}

const RETRIES = 4
// PostgreSQL: serialization_failure, deadlock_detected. Prisma: write conflict or deadlock.
const passing = ["40001", "40P01", "P2034"]

/**
 * Runs `work` in one transaction: every store call inside joins it, and so does a `transaction`
 * inside it. Run again, four times at most, after a deadlock or serialization failure; so `work`
 * must have no effect outside the database. Throws what `work` throws, everything rolled back.
 */
export async function transaction<T>(work: () => Promise<T>): Promise<T> {
  if (current.getStore()) return work()
  for (let attempt = 1; ; attempt++) {
    try {
      return await begin(work, { timeout: 20_000 })
    } catch (error) {
      if (attempt > RETRIES || !isPassing(error)) throw error
      await wait(attempt * 20 + Math.random() * 30)
    }
  }
}

/**
 * Runs `work` as `transaction` does, gives what it gives, and takes all of it back: so a dry run says what
 * would really happen, and refuses what would be refused.
 */
export async function rehearse<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await transaction<never>(async () => {
      throw new Rehearsed(await work())
    })
  } catch (error) {
    if (error instanceof Rehearsed) return error.result as T
    throw error
  }
}

class Rehearsed extends Error {
  constructor(readonly result: unknown) {
    super("A rehearsal.")
  }
}

/**
 * Runs `work`, which only reads, on the database as it is at one moment: whatever others write meanwhile,
 * all that is read agrees (PostgreSQL: REPEATABLE READ, READ ONLY). A write inside throws. It is not for
 * the inside of a transaction, whose moment is another.
 */
export async function snapshot<T>(work: () => Promise<T>): Promise<T> {
  forbidInTransaction("a snapshot")
  const readOnly = async () => {
    await db().$executeRaw`SET TRANSACTION READ ONLY`
    // Compiling costs more than it saves in statements of a second, and sorting a million amounts should not
    // go to the disk.
    await db()
      .$executeRaw`SELECT set_config('jit', 'off', true), set_config('work_mem', '64MB', true)`
    return work()
  }
  return begin(readOnly, { timeout: 60_000, isolationLevel: "RepeatableRead" })
}

function begin<T>(
  work: () => Promise<T>,
  options: { timeout: number; isolationLevel?: Prisma.TransactionIsolationLevel },
): Promise<T> {
  return connections().prisma.$transaction((client) => current.run(client, work), {
    maxWait: 5_000,
    ...options,
  })
}

/** Throws when a transaction is open: a vendor's answer must not be waited for with rows locked. */
export function forbidInTransaction(what: string): void {
  if (current.getStore()) throw new Error(`${what} must not be called inside a transaction.`)
}

/** Ends all connections of this process. */
export async function closeDb(): Promise<void> {
  const open = held.kioskConnections
  delete held.kioskConnections
  await open?.prisma.$disconnect()
  await open?.searchPool.end()
  await open?.pool.end()
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const codes = [
    Reflect.get(error, "code"),
    String(Reflect.get(error, "meta") ?? ""),
    error.message,
  ]
  return passing.some((code) =>
    codes.some((text) => typeof text === "string" && text.includes(code)),
  )
}

function connections(): Connections {
  if (!held.kioskConnections) {
    const pool = openPool({ max: 10, statement_timeout: 15_000, application_name: "kiosk" })
    const searchPool = openPool({
      max: 4,
      connectionTimeoutMillis: 2_000,
      statement_timeout: 2_000,
      application_name: "kiosk search",
      // Compiling a statement costs more than it saves in one that reads a few thousand rows. A plan for
      // any word fits neither the rare nor the common one. What is asked instead ("did you mean") may differ
      // in two letters of a short word. And an empty word is no news for the log.
      options:
        "-c jit=off -c plan_cache_mode=force_custom_plan -c work_mem=16MB -c client_min_messages=warning -c pg_trgm.word_similarity_threshold=0.4",
    })
    const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
    held.kioskConnections = { pool, searchPool, prisma }
  }
  return held.kioskConnections
}

function openPool(own: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({
    connectionString: requireEnv("DATABASE_URL"),
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    idle_in_transaction_session_timeout: 30_000,
    ...own,
  })
  // A connection that the server closes must not end the process, idle or lent out.
  const tell = (error: Error) => log.warn({ reason: error.message }, "database connection lost")
  pool.on("error", tell)
  pool.on("connect", (client) => client.on("error", tell))
  return pool
}

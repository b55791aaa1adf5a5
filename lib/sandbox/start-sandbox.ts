import { createAdaptorServer } from "@hono/node-server"
import pg from "pg"
import { sandboxApp } from "@/lib/sandbox/app"
import { startTimer } from "@/lib/sandbox/billing/start-timer"
import { writeClock } from "@/lib/sandbox/clock-file"
import { type Sender, startSender } from "@/lib/sandbox/deliveries/start-sender"
import { refuseDanger } from "@/lib/sandbox/refuse-danger"
import type { Sandbox } from "@/lib/sandbox/sandbox"
import { readSettings, saveSetting } from "@/lib/sandbox/settings"
import { createTables } from "@/lib/sandbox/tables"

export type SandboxOptions = {
  /** 0: any free port. */
  port: number
  host?: "127.0.0.1"
  /** A database that exists; the tables are made where missing. */
  databaseUrl: string
  /** The shop's address; webhooks go to `<shopUrl>/api/webhooks/stripe` and `/resend`. */
  shopUrl: string
  /** May be a comma list; the first signs. */
  stripeWebhookSecret: string
  /** `whsec_` and the key in base64; may be a comma list. */
  resendWebhookSecret: string
  /** The only key that the API takes; when left out, any test key. */
  stripeSecretKey?: string
  /** Where the clock's offset is written for the shop, in milliseconds; it signs by that clock. */
  clockFile?: string
}

/**
 * Starts the stand-in for Stripe and Resend on loopback. It may be started again and again on
 * one database: objects, switches and deliveries that wait are still there. Throws when the
 * port is taken, the database is not reachable, or money could move (see `refuseDanger`).
 * `close` lets answers that are under way end, and keeps what was not delivered for next time.
 */
export async function startSandbox(
  options: SandboxOptions,
): Promise<{ url: string; close(): Promise<void> }> {
  refuseDanger(options)
  const host = options.host ?? "127.0.0.1"
  const pool = new pg.Pool({ connectionString: options.databaseUrl, max: 8 })
  const closing = new AbortController()
  pool.on("error", (error) => {
    if (!closing.signal.aborted)
      console.error("sandbox: a database connection broke", error.message)
  })
  let sender: Sender | undefined
  const sandbox: Sandbox = {
    pool,
    url: "",
    stripeWebhookSecret: options.stripeWebhookSecret,
    resendWebhookSecret: options.resendWebhookSecret,
    stripeSecretKey: options.stripeSecretKey,
    clockFile: options.clockFile,
    closing: closing.signal,
    wake: () => sender?.wake(),
  }
  const server = createAdaptorServer({ fetch: sandboxApp(sandbox).fetch })
  try {
    await createTables(pool)
    await saveSetting(pool, "shop", { url: options.shopUrl.replace(/\/+$/, "") })
    await writeClock(sandbox, (await readSettings(pool)).clock.offsetMs)
    sandbox.url = `http://${host}:${await listen(server, options.port, host)}`
  } catch (error) {
    await pool.end()
    throw error
  }
  sender = startSender(sandbox)
  const timer = startTimer(sandbox)
  return {
    url: sandbox.url,
    async close() {
      await timer.stop()
      await sender?.stop()
      closing.abort()
      await end(server)
      await pool.end()
    },
  }
}

/** Lets what is under way end, for two seconds. */
async function end(server: ReturnType<typeof createAdaptorServer>): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  const impatience = setTimeout(() => {
    if ("closeAllConnections" in server) server.closeAllConnections()
  }, 2_000)
  await closed
  clearTimeout(impatience)
}

function listen(
  server: ReturnType<typeof createAdaptorServer>,
  port: number,
  host: string,
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject)
    server.listen(port, host, () => {
      const address = server.address()
      resolve(typeof address === "object" && address ? address.port : port)
    })
  })
}

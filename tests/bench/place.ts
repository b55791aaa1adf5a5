import { randomBytes } from "node:crypto"
import { chmod, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { migrate } from "@/lib/cli/migrate"
import { createDatabase, type Postgres, startPostgres } from "@/lib/sandbox/postgres"
import { freePort } from "@/tests/support/free-port"

export type Place = {
  /** The settings of a shop on this place. */
  env: Record<string, string>
  /** Ends its database and removes all that is in it. */
  close: () => Promise<void>
}

/**
 * A temporary folder with a migrated PostgreSQL of its own. Durable, as a shop's is: what a
 * transaction wrote is on the disk before it is answered, for every side alike.
 */
export async function openPlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), "kiosk-bench-"))
  await chmod(folder, 0o711)
  const remove = () => rm(folder, { recursive: true, force: true })
  let postgres: Postgres | undefined
  try {
    postgres = await startPostgres({
      folder: join(folder, "postgres"),
      port: await freePort(),
      password: randomBytes(16).toString("hex"),
      durable: true,
    })
    await createDatabase(postgres.url("postgres"), "kiosk")
    await migrate(postgres.url("kiosk"))
  } catch (error) {
    await postgres?.stop()
    await remove()
    throw error
  }
  const server = postgres
  return {
    env: environment(server.url("kiosk"), join(folder, "data")),
    close: () => server.stop().then(remove),
  }
}

// No line is logged for each event: the engine has no log either. Nothing listens where the vendors'
// calls would go.
function environment(databaseUrl: string, dataFolder: string): Record<string, string> {
  return {
    PUBLIC_URL: "http://localhost:3000",
    DATABASE_URL: databaseUrl,
    KIOSK_DATA: dataFolder,
    AUTH_SECRET: "bench-auth-secret-bench-auth-secret-bench",
    STRIPE_SECRET_KEY: "sk_test_kiosk_bench",
    STRIPE_WEBHOOK_SECRET: "whsec_kiosk_bench",
    STRIPE_API_BASE: "http://127.0.0.1:9",
    RESEND_API_KEY: "re_kiosk_bench",
    RESEND_BASE_URL: "http://127.0.0.1:9",
    MAIL_FROM: "Kiosk <shop@kiosk.test>",
    SUPPORT_EMAIL: "support@kiosk.test",
    ADMIN_EMAILS: "admin@kiosk.test",
    // Nor may a setting of the one who runs the bench change what is measured.
    S3_BUCKET: "",
    ACCEL_PREFIX: "",
    TRUSTED_PROXIES: "",
    LOG_LEVEL: "warn",
    NODE_ENV: "production",
  }
}

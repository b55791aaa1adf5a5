import { createRequire } from "node:module"
import { dirname } from "node:path"
import { runMigrations, StripeSync } from "@supabase/stripe-sync-engine"
import { pool } from "@/lib/db"
import { env, requireEnv } from "@/lib/env"
import { log } from "@/lib/log"
import { STRIPE_API_VERSION } from "@/lib/stripe/client"

const SCHEMA = "stripe"

/** Makes the tables of `@supabase/stripe-sync-engine` in the shop's database, beside the shop's own. */
export async function migrateEngine(): Promise<void> {
  // Its migrations give a function to the role that Supabase's databases have.
  await pool().query("CREATE ROLE postgres")
  // The package's ES module reads __dirname, which only CommonJS has.
  const entry = createRequire(import.meta.url).resolve("@supabase/stripe-sync-engine")
  Reflect.set(globalThis, "__dirname", dirname(entry))
  // A failure is only logged; the first event then finds no table.
  await runMigrations({ schema: SCHEMA, databaseUrl: requireEnv("DATABASE_URL"), logger: log })
  Reflect.deleteProperty(globalThis, "__dirname")
}

/** The engine as its README sets it up, with as many connections as the shop's pool has. */
export function openEngine(): StripeSync {
  return new StripeSync({
    schema: SCHEMA,
    stripeSecretKey: requireEnv("STRIPE_SECRET_KEY"),
    stripeWebhookSecret: env().STRIPE_WEBHOOK_SECRET[0] ?? "",
    stripeApiVersion: STRIPE_API_VERSION,
    poolConfig: { connectionString: requireEnv("DATABASE_URL"), max: 10 },
  })
}

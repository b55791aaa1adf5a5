import { inject } from "vitest"
import { cloneDatabase } from "@/tests/support/database"
import { freePort } from "@/tests/support/free-port"

/** This vitest worker's number; one file at a time runs in it. */
export const workerNumber = process.env.VITEST_POOL_ID ?? "1"

/** The secrets of a test's shop; none of them is anybody's. */
export const testSecrets = {
  AUTH_SECRET: "test-auth-secret-test-auth-secret-test",
  STRIPE_SECRET_KEY: "sk_test_kiosk",
  STRIPE_WEBHOOK_SECRET: "whsec_kiosk_test",
  RESEND_API_KEY: "re_test_kiosk",
  RESEND_WEBHOOK_SECRET: `whsec_${Buffer.from("kiosk-test-resend-secret").toString("base64")}`,
} as const

// Between two files nothing listens there: it must be a number that nobody else may come by meanwhile.
const ownPorts = {
  lowest: 10_000 + (Number(workerNumber) % 100) * 100,
  highest: 10_100 + (Number(workerNumber) % 100) * 100,
}

// Where the sandboxes of this worker's files will listen, one after the other (tests/support/sandbox.ts).
let sandboxUrl: string | undefined

/** The settings of an integration test's shop, with a database of this worker's own. */
export async function testEnvironment(): Promise<Record<string, string>> {
  const name = `${inject("databasePrefix")}_${workerNumber}`
  sandboxUrl ??= `http://127.0.0.1:${await freePort(ownPorts)}`
  return {
    ...testSecrets,
    PUBLIC_URL: "http://localhost:3000",
    DATABASE_URL: await cloneDatabase(inject("templateUrl"), name),
    KIOSK_DATA: `${inject("dataFolder")}/${workerNumber}`,
    TMPDIR: `${inject("dataFolder")}/tmp`,
    KIOSK_CLOCK: `${inject("dataFolder")}/clock-${workerNumber}`,
    STRIPE_API_BASE: sandboxUrl,
    RESEND_BASE_URL: sandboxUrl,
    MAIL_FROM: "Kiosk <shop@kiosk.test>",
    SUPPORT_EMAIL: "support@kiosk.test",
    ADMIN_EMAILS: "admin@kiosk.test",
    LOG_LEVEL: "silent",
  }
}

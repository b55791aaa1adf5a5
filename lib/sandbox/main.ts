import { z } from "zod"
import { startSandbox } from "@/lib/sandbox/start-sandbox"

const variables = z.object({
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).default(4242),
  SANDBOX_DATABASE_URL: z.string().min(1),
  PUBLIC_URL: z.string().min(1),
  STRIPE_WEBHOOK_SECRET: z.string().min(1),
  RESEND_WEBHOOK_SECRET: z.string().min(1),
  STRIPE_SECRET_KEY: z.string().optional(),
  KIOSK_CLOCK: z.string().optional(),
})

/** The sandbox as a process of its own: starts, says where, and ends cleanly on a signal. */
async function main(): Promise<void> {
  const parsed = variables.safeParse(process.env)
  if (!parsed.success) {
    const names = parsed.error.issues.map((issue) => issue.path.join("."))
    throw new Error(`The sandbox cannot start: set ${names.join(", ")}.`)
  }
  const env = parsed.data
  const sandbox = await startSandbox({
    port: env.SANDBOX_PORT,
    databaseUrl: env.SANDBOX_DATABASE_URL,
    shopUrl: env.PUBLIC_URL,
    stripeWebhookSecret: env.STRIPE_WEBHOOK_SECRET,
    resendWebhookSecret: env.RESEND_WEBHOOK_SECRET,
    ...(env.STRIPE_SECRET_KEY ? { stripeSecretKey: env.STRIPE_SECRET_KEY } : {}),
    ...(env.KIOSK_CLOCK ? { clockFile: env.KIOSK_CLOCK } : {}),
  })
  console.log(`sandbox ready on ${sandbox.url}`)
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void sandbox.close().then(() => process.exit(0)))
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})

import { resolve } from "node:path"
import { z } from "zod"

const text = z
  .string()
  .optional()
  .transform((value) => value?.trim() || undefined)
const list = text.transform((value) =>
  (value ?? "")
    .split(",")
    .map((s) => s.trim())
    .filter(Boolean),
)
const flag = text.transform((value) => value === "1" || value === "on" || value === "true")

const schema = z.object({
  PUBLIC_URL: text
    .transform((value) => (value ?? "http://localhost:3000").replace(/\/+$/, ""))
    .refine((value) => /^https?:\/\/[^/]+$/.test(value) && URL.canParse(value), {
      error: "takes an address without a path, such as https://shop.example.com",
    }),
  DATABASE_URL: text,
  KIOSK_DATA: text.transform((value) => resolve(/* turbopackIgnore: true */ value ?? ".kiosk")),
  AUTH_SECRET: list,
  STRIPE_SECRET_KEY: text,
  STRIPE_WEBHOOK_SECRET: list,
  STRIPE_API_BASE: text,
  STRIPE_TAX: flag,
  RESEND_API_KEY: text,
  RESEND_WEBHOOK_SECRET: list,
  MAIL_FROM: text,
  GOOGLE_CLIENT_ID: text,
  GOOGLE_CLIENT_SECRET: text,
  ADMIN_EMAILS: list,
  SUPPORT_EMAIL: text,
  SHOP_NAME: text.transform((value) => value ?? "Kiosk"),
  SHOP_LOCALE: text
    .transform((value) => value ?? "en-US")
    .refine((value) => isKnownToIntl(() => Intl.getCanonicalLocales(value)), {
      error: "takes a language tag, such as en-US or de-AT",
    }),
  SHOP_TIME_ZONE: text
    .transform((value) => value ?? "UTC")
    .refine((value) => isKnownToIntl(() => new Intl.DateTimeFormat("en", { timeZone: value })), {
      error: "takes a time zone, such as UTC or Europe/Vienna",
    }),
  S3_BUCKET: text,
  S3_ENDPOINT: text,
  ACCEL_PREFIX: text,
  TRUSTED_PROXIES: text
    .transform((value) => Number(value ?? "0"))
    .refine((value) => Number.isInteger(value) && value >= 0, {
      error: "takes the number of proxies before the shop, 0 or more",
    }),
  LOG_LEVEL: text,
  KIOSK_CLOCK: text,
})

function isKnownToIntl(ask: () => unknown): boolean {
  try {
    ask()
    return true
  } catch {
    return false
  }
}

/** The settings of this process, as the README's table describes them. */
export type Env = z.infer<typeof schema>

let current: Env | undefined

/** The settings, read once from the process's environment. Throws, naming each malformed one. */
export function env(): Env {
  if (!current) {
    const faults = malformedVariables(process.env)
    if (faults.length > 0) throw new Error(faults.join("\n"))
    current = schema.parse(process.env)
  }
  return current
}

/** A sentence for each variable whose value cannot be used. */
export function malformedVariables(source: Record<string, string | undefined>): string[] {
  const { error } = schema.safeParse(source)
  return (error?.issues ?? []).map((issue) => `${issue.path.join(".")} ${issue.message}.`)
}

/** The value of a setting that this process cannot work without. Throws with its name. */
export function requireEnv(
  name: "DATABASE_URL" | "STRIPE_SECRET_KEY" | "RESEND_API_KEY" | "MAIL_FROM" | "S3_BUCKET",
): string {
  const value = env()[name]
  if (!value) throw new Error(`${name} is not set. The table in README.md says what it is for.`)
  return value
}

/** Whether an address can only be reached from this machine. */
export function isLoopback(url: string): boolean {
  const host = URL.canParse(url) ? new URL(url).hostname : ""
  return host === "localhost" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host)
}

/** Whether this process runs the shop for nobody but its owner: stand-ins and demo are allowed. */
export function isLocal(): boolean {
  return isLoopback(env().PUBLIC_URL)
}

/** Whether `npm run dev` runs this process: React's development build asks for more than it may else. */
export function isDevelopment(): boolean {
  return process.env.NODE_ENV === "development"
}

/**
 * The shop's origin as the browser of a request knows it: PUBLIC_URL's. A shop on loopback answers to
 * each of its names (localhost, 127.0.0.1), and cookies stay with the one that was asked.
 */
export function shopOrigin(host: string | null): string {
  if (host && isLocal() && isLoopback(`http://${host}`)) return `http://${host}`
  return new URL(env().PUBLIC_URL).origin
}

/**
 * Lets next-auth believe the host that it is told, which is `shopOrigin`'s and never a request's own
 * word. Its other way, one NEXTAUTH_URL for all, knows only one of a loopback shop's names.
 */
export function tellNextAuthItsHost(): void {
  process.env.AUTH_TRUST_HOST = "1"
  delete process.env.NEXTAUTH_URL
}

/** Whether money is real: the key is a live one. */
export function isLiveMode(): boolean {
  return /^(sk|rk)_live_/.test(env().STRIPE_SECRET_KEY ?? "")
}

/** Whether it is certain that no money moves: the key is Stripe's for tests, or the sandbox's. */
export function isTestMode(): boolean {
  return /^(sk|rk)_test_/.test(env().STRIPE_SECRET_KEY ?? "")
}

/** The shop's support address, named wherever a buyer may be stuck. */
export function supportEmail(): string {
  return env().SUPPORT_EMAIL ?? env().ADMIN_EMAILS[0] ?? "support@localhost"
}

const always = [
  "DATABASE_URL",
  "STRIPE_SECRET_KEY",
  "STRIPE_WEBHOOK_SECRET",
  "RESEND_API_KEY",
  "MAIL_FROM",
  "AUTH_SECRET",
  "SUPPORT_EMAIL",
  "ADMIN_EMAILS",
] as const

/**
 * The names of the variables without which a shop must not start. On a loopback address a stand-in
 * replaces each vendor of which no key is set; on any other address nothing is replaced.
 */
export function missingVariables(source: Record<string, string | undefined>): string[] {
  const has = (name: string) => Boolean(source[name]?.trim())
  if (!isLoopback(source.PUBLIC_URL?.trim() || "http://localhost"))
    return always.filter((name) => !has(name))
  const missing: string[] = []
  if (has("STRIPE_SECRET_KEY") && !has("STRIPE_WEBHOOK_SECRET"))
    missing.push("STRIPE_WEBHOOK_SECRET")
  if (has("RESEND_API_KEY") && !has("MAIL_FROM")) missing.push("MAIL_FROM")
  return missing
}

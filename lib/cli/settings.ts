import { join } from "node:path"
import { ExpectedError } from "@/lib/cli/expected-error"
import { isGenerated } from "@/lib/cli/secrets"
import { isLoopback } from "@/lib/env"

type Variables = Record<string, string>

export type Ports = { shop: number; sandbox: number }

/** Which vendors a stand-in replaces. */
export type StandIns = { database: boolean; stripe: boolean; mail: boolean }

// Fixed, and plainly nobody's: what the sandbox takes as keys.
export const SANDBOX_STRIPE_KEY = "sk_test_kiosk_sandbox"
const SANDBOX_RESEND_KEY = "re_kiosk_sandbox"

/**
 * The variables that were given: the process's own before `.env` before `$KIOSK_DATA/env`. Values
 * that were generated there do not count, nor do empty ones.
 */
export function mergeVariables(own: NodeJS.ProcessEnv, file: Variables, data: Variables) {
  const kept = Object.entries(data).filter(([, value]) => !isGenerated(value))
  const given: Variables = { ...Object.fromEntries(kept), ...file }
  for (const [name, value] of Object.entries(own)) if (value?.trim()) given[name] = value
  return given
}

/** Whether the shop is its owner's alone: then stand-ins may replace what is not given. */
export function isLocalShop(given: Variables): boolean {
  return !given.PUBLIC_URL || isLoopback(given.PUBLIC_URL)
}

/** Which stand-ins run: on loopback, for each vendor of which no key is given. */
export function standInsFor(given: Variables): StandIns {
  const local = isLocalShop(given)
  return {
    database: local && !given.DATABASE_URL,
    stripe: local && !given.STRIPE_SECRET_KEY,
    mail: local && !given.RESEND_API_KEY,
  }
}

/**
 * The variables of the shop's processes: what was given, the generated secrets, and the addresses of
 * the stand-ins. `data` is `$KIOSK_DATA/env` with everything generated in it.
 */
export function shopVariables(given: Variables, data: Variables, ports: Ports): Variables {
  const standIns = standInsFor(given)
  const sandbox = `http://127.0.0.1:${ports.sandbox}`
  return {
    PUBLIC_URL: `http://localhost:${ports.shop}`,
    ...(isLocalShop(given) ? localDefaults(given, data) : {}),
    ...given,
    ...(standIns.stripe && {
      STRIPE_SECRET_KEY: SANDBOX_STRIPE_KEY,
      STRIPE_WEBHOOK_SECRET: given.STRIPE_WEBHOOK_SECRET ?? data.STRIPE_WEBHOOK_SECRET ?? "",
      STRIPE_API_BASE: given.STRIPE_API_BASE ?? sandbox,
      // The sandbox's clock may be moved, and the shop's goes with it.
      KIOSK_CLOCK: given.KIOSK_CLOCK ?? join(given.KIOSK_DATA ?? ".kiosk", "clock"),
    }),
    ...(standIns.mail && {
      RESEND_API_KEY: SANDBOX_RESEND_KEY,
      RESEND_WEBHOOK_SECRET: given.RESEND_WEBHOOK_SECRET ?? data.RESEND_WEBHOOK_SECRET ?? "",
      RESEND_BASE_URL: given.RESEND_BASE_URL ?? sandbox,
      MAIL_FROM: given.MAIL_FROM ?? `${given.SHOP_NAME ?? "Kiosk"} <shop@kiosk.test>`,
    }),
  }
}

/** The ports that were asked for by name; a local PUBLIC_URL names the shop's. */
export function askedPorts(given: Variables): { shop?: number; sandbox?: number } {
  const url = given.PUBLIC_URL && isLocalShop(given) ? new URL(given.PUBLIC_URL) : undefined
  const shop = portNumber(given, "PORT") ?? (url?.port ? Number(url.port) : undefined)
  const sandbox = portNumber(given, "SANDBOX_PORT")
  return { ...(shop ? { shop } : {}), ...(sandbox ? { sandbox } : {}) }
}

/** A port from a variable; undefined when it is not given. Throws when it is none. */
export function portNumber(given: Variables, name: string): number | undefined {
  const text = given[name]
  if (text === undefined) return undefined
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new ExpectedError(`${name} must be a port number, not "${text}".`)
}

function localDefaults(given: Variables, data: Variables): Variables {
  return {
    ...(data.AUTH_SECRET ? { AUTH_SECRET: data.AUTH_SECRET } : {}),
    SUPPORT_EMAIL: given.ADMIN_EMAILS?.split(",")[0]?.trim() ?? "support@kiosk.test",
    ADMIN_EMAILS: "admin@kiosk.test",
  }
}

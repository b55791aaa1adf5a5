import pino from "pino"
import { env } from "@/lib/env"

/**
 * The log: one JSON object a line on standard error, so that what a command prints on standard
 * output stays its own. Tokens, card data and addresses of people do
 * not belong here; what slips in under these names is removed.
 */
export const log = pino(
  {
    level: env().LOG_LEVEL ?? "info",
    base: null,
    redact: {
      paths: [
        "email",
        "*.email",
        "token",
        "*.token",
        "recipient",
        "*.recipient",
        "cookie",
        "*.cookie",
      ],
      censor: "[removed]",
    },
  },
  pino.destination({ fd: 2, sync: true }),
)

/** What of a failure may stand in the log: never a query's values, an address, or a link. */
export function describeError(error: unknown): { name: string; message: string; stack?: string } {
  if (!(error instanceof Error)) return { name: "Error", message: withoutSecrets(String(error)) }
  return {
    name: error.name,
    message: withoutSecrets(error.message),
    ...(error.stack ? { stack: withoutSecrets(error.stack) } : {}),
  }
}

/** `text` with addresses, keys and link tokens replaced. */
export function withoutSecrets(text: string): string {
  return text
    .replace(/[^\s"'<>@]+@[^\s"'<>@]+\.[^\s"'<>@]+/g, "[address]")
    .replace(/\b(sk|rk|whsec|re)_[A-Za-z0-9_]+/g, "[key]")
    .replace(/\/(orders|downloads|streams|unsubscribe)\/[A-Za-z0-9._-]{20,}/g, "/$1/[token]")
}

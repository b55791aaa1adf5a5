// Whatever stands under such a name is about a person, whatever it looks like.
const personal =
  /email|name|phone|address|billing|shipping|customer_(details|business|signature)|holder|(^|_)ip$|fingerprint|last4|(^|_)iin$|exp_(month|year)|birth|(^|_)dob|tax_id|description|descriptor|evidence$|text|note|comment|locale|individual|custom_fields|url|secret|signature|bank|iban|receipt_number|verification|wallet|network_transaction/
// Ids, enumerations, currencies and version strings: what no person writes of themselves.
const impersonal = [
  /^[a-z]{2,12}_[A-Za-z0-9_]{4,250}$/,
  /^[a-z][a-z0-9]*(?:[_.-][a-z0-9]+){0,9}$/,
  /^\d{4}-\d{2}-\d{2}(?:\.[a-z]+)?$/,
  /^[0-9a-f-]{36}(?::\d+)?$/,
]

/**
 * An event of Stripe's, or any part of one, without what it says of a person: fields that are known
 * to be personal are null, and so is every text that is not an id or a word of Stripe's own. Types,
 * ids, amounts, states and times stay, and so does metadata made of ids. What was redacted once
 * stays as it is.
 */
export function redactEvent(payload: unknown): unknown {
  return redact(payload, "")
}

function redact(value: unknown, under: string): unknown {
  if (under === "metadata") return keepIds(value)
  if (personal.test(under) && !under.startsWith("amount")) return null
  if (Array.isArray(value)) return value.map((one) => redact(one, under)).filter(isSomething)
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, redact(inner, name)]),
    )
  return typeof value === "string" ? (isImpersonal(value) ? value : null) : value
}

function keepIds(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {}
  const isId = (text: unknown) => typeof text === "string" && /^[0-9a-f-]{36}$/.test(text)
  return Object.fromEntries(Object.entries(value).filter(([, text]) => isId(text)))
}

function isImpersonal(text: string): boolean {
  return impersonal.some((pattern) => pattern.test(text))
}

function isSomething(value: unknown): boolean {
  return value !== null
}

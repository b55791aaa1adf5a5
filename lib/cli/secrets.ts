import { randomBytes } from "node:crypto"
import { chmod, readFile, rename, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { parseEnv } from "node:util"

// Generated values carry a mark: they serve a shop on loopback, and a public one must not mistake
// them for what its owner or a vendor gave.
const MARK = "local-"

const makers: Record<string, () => string> = {
  AUTH_SECRET: () => MARK + randomBytes(32).toString("base64url"),
  STRIPE_WEBHOOK_SECRET: () => `whsec_${MARK}${randomBytes(24).toString("hex")}`,
  // Svix takes what follows whsec_ as base64.
  RESEND_WEBHOOK_SECRET: () => `whsec_${encode(MARK + randomBytes(18).toString("base64url"))}`,
  POSTGRES_PASSWORD: () => MARK + randomBytes(24).toString("hex"),
}

/**
 * What `$KIOSK_DATA/env` holds, with what was missing generated and written (mode 600). Lines that
 * its owner added stay.
 */
export async function readSecrets(dataFolder: string): Promise<Record<string, string>> {
  const path = join(dataFolder, "env")
  const text = await readFile(path, "utf8").catch(() => "")
  const found = readLines(text)
  const missing = Object.entries(makers).filter(([name]) => !found[name])
  if (missing.length === 0) return found
  const made = Object.fromEntries(missing.map(([name, make]) => [name, make()]))
  const lines = Object.entries(made).map(([name, value]) => `${name}=${value}\n`)
  const before = text === "" || text.endsWith("\n") ? text : `${text}\n`
  await writeFile(`${path}.new`, before + lines.join(""), { mode: 0o600 })
  await chmod(`${path}.new`, 0o600)
  await rename(`${path}.new`, path)
  return { ...found, ...made }
}

/** Whether a value was generated here rather than given by the owner. */
export function isGenerated(value: string): boolean {
  return [MARK, `whsec_${MARK}`, `whsec_${encode(MARK)}`].some((mark) => value.startsWith(mark))
}

/** The variables of a file of NAME=value lines; empty ones are left out. */
export function readLines(text: string): Record<string, string> {
  const lines = Object.entries(parseEnv(text))
  return Object.fromEntries(lines.flatMap(([name, value]) => (value ? [[name, value]] : [])))
}

function encode(text: string): string {
  return Buffer.from(text).toString("base64")
}

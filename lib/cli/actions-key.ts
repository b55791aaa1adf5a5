import { randomBytes } from "node:crypto"
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"

const path = "dist/actions-key"

/**
 * The key that Next's server actions are named and sealed with: the given one, else the clone's own,
 * made once. It is the same at each build and start, so that yesterday's page works after an update;
 * it belongs to the clone, not to a data folder, because a build is made with it.
 */
export function actionsKey(given: Record<string, string>): string {
  return given.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ?? readKey() ?? makeKey()
}

function readKey(): string | undefined {
  try {
    return readFileSync(path, "utf8").trim()
  } catch {
    return undefined
  }
}

function makeKey(): string {
  const own = `${path}.${process.pid}`
  mkdirSync("dist", { recursive: true })
  writeFileSync(own, `${randomBytes(32).toString("base64")}\n`)
  chmodSync(own, 0o600)
  try {
    linkSync(own, path)
  } catch {
    // Another process was first; its key counts.
  }
  rmSync(own)
  return readKey() ?? makeKey()
}

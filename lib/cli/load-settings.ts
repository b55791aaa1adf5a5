import { readFile } from "node:fs/promises"
import { openDataFolder } from "@/lib/cli/data-folder"
import { ExpectedError } from "@/lib/cli/expected-error"
import { readLines, readSecrets } from "@/lib/cli/secrets"
import { isLocalShop, mergeVariables } from "@/lib/cli/settings"
import { malformedVariables, missingVariables } from "@/lib/env"

export type LoadedSettings = {
  /** What the owner gave; PUBLIC_URL missing means loopback. */
  given: Record<string, string>
  /** `$KIOSK_DATA/env`, with what was generated. */
  data: Record<string, string>
  dataFolder: string
}

/** Reads the environment, `.env` and `$KIOSK_DATA/env`, in this order of weight; makes the latter. */
export async function loadSettings(): Promise<LoadedSettings> {
  // Tests name another file: they must not meet the keys of whoever runs them.
  const path = process.env.KIOSK_ENV_FILE ?? ".env"
  const file = readLines(await readFile(path, "utf8").catch(() => ""))
  const dataFolder = openDataFolder(process.env.KIOSK_DATA?.trim() || file.KIOSK_DATA)
  const data = await readSecrets(dataFolder)
  const given = { ...mergeVariables(process.env, file, data), KIOSK_DATA: dataFolder }
  return { given, data, dataFolder }
}

/** Throws a sentence that names every variable that is missing or malformed: this shop must not start. */
export function requireComplete(given: Record<string, string>): void {
  const malformed = malformedVariables(given)
  if (malformed.length > 0) throw new ExpectedError(malformed.join("\n"))
  const missing = missingVariables(given)
  if (missing.length === 0) return
  const why = isLocalShop(given)
    ? "A vendor's key is set, so the vendor is not replaced"
    : `PUBLIC_URL is ${given.PUBLIC_URL}, so nothing is replaced by a stand-in`
  throw new ExpectedError(
    `${why}, and this is missing: ${missing.join(", ")}. The table in README.md says what each is for.`,
  )
}

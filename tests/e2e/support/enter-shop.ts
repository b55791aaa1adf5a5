import { readFileSync } from "node:fs"
import { join } from "node:path"
import { readRunRecord } from "@/lib/cli/data-folder"
import { readLines } from "@/lib/cli/secrets"

/**
 * Lets this process work on the shop under test from inside: its database, its files, its secrets.
 * Before anything of lib/ is asked that reads the environment.
 */
export function enterShop(): void {
  const folder = process.env.KIOSK_DATA ?? ""
  const record = readRunRecord(folder)
  if (!record?.ready) throw new Error("No shop runs on KIOSK_DATA.")
  Object.assign(process.env, readLines(readFileSync(join(folder, "env"), "utf8")), {
    DATABASE_URL: record.databaseUrl,
    PUBLIC_URL: record.url,
    LOG_LEVEL: "silent",
  })
}

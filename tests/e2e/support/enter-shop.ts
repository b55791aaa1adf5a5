import { readFileSync } from "node:fs"
import { join } from "node:path"
import { readRunRecord } from "@/lib/cli/data-folder"
import { readLines } from "@/lib/cli/secrets"

// Imported for its effect, before anything of lib/ that reads the environment: lets this process work
// on the shop under test from inside, with its database, files and secrets. Where no shop runs, as when
// tests are only listed, it does nothing.
const folder = process.env.KIOSK_DATA ?? ""
const record = readRunRecord(folder)
if (record?.ready)
  Object.assign(process.env, readLines(readFileSync(join(folder, "env"), "utf8")), {
    DATABASE_URL: record.databaseUrl,
    PUBLIC_URL: record.url,
    LOG_LEVEL: "silent",
  })

import { countProducts } from "@/lib/catalog/store/publishing"
import { closeDb } from "@/lib/db"
import { findSetting } from "@/lib/shop/store"
import { loadDemo } from "@/prisma/seed/load-demo"

// `npm start` passes --if-empty: an owner's shop is never mixed with the demonstration.
const isWanted = !process.argv.includes("--if-empty") || (await isUntouched())
const loaded = isWanted ? await loadDemo((line) => process.stdout.write(`added  ${line}\n`)) : null
const count = (loaded?.added.length ?? 0) + (loaded?.films?.added ?? 0)
process.stdout.write(
  count > 0
    ? `The demo catalogue is on the shelf: ${count.toLocaleString("en-US")} new.\n`
    : "The demo catalogue was left as it was.\n",
)
await closeDb()

async function isUntouched(): Promise<boolean> {
  return (await countProducts()) === 0 && (await findSetting("demo")) !== "removed"
}

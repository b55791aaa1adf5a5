import { countProducts } from "@/lib/catalog/store/publishing"
import { closeDb } from "@/lib/db"
import { findSetting } from "@/lib/shop/store"
import { loadDemo } from "@/prisma/seed/load-demo"

// `npm start` passes --if-empty: an owner's shop is never mixed with the demonstration.
const isWanted = !process.argv.includes("--if-empty") || (await isUntouched())
const added = isWanted ? await loadDemo((line) => process.stdout.write(`added  ${line}\n`)) : []
process.stdout.write(
  added.length > 0
    ? `The demo catalogue is on the shelf: ${added.length} new.\n`
    : "The demo catalogue was left as it was.\n",
)
await closeDb()

async function isUntouched(): Promise<boolean> {
  return (await countProducts()) === 0 && (await findSetting("demo")) !== "removed"
}

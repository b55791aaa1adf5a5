import { runShopCommand } from "@/lib/cli/shop-program"
import { closeDb } from "@/lib/db"

process.exitCode = await runShopCommand(process.argv.slice(2))
await closeDb()

import { makeSignInLink } from "@/lib/auth/make-sign-in-link"
import { DAY } from "@/lib/clock"
import { closeDb } from "@/lib/db"
import { env, isLocal } from "@/lib/env"

// Run by the launcher of a shop on loopback whose mail is the stand-in's; prints one line.
const [administrator] = env().ADMIN_EMAILS
if (!isLocal() || !administrator) process.exit(1)
const link = await makeSignInLink(administrator, { seconds: DAY, callbackPath: "/admin" })
await closeDb()
process.stdout.write(`${administrator} ${link}\n`)

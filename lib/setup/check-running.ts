import { env, isLocal } from "@/lib/env"
import { getLegalPage } from "@/lib/legal/get-legal-page"
import { legalPages } from "@/lib/legal/rules"
import { type Check, placeholdersIn, WORKER_SILENT } from "@/lib/setup/rules"
import type { SetupFacts } from "@/lib/setup/store"

/** Whether somebody works off the queue. */
export function checkWorker({ workerSeconds }: Pick<SetupFacts, "workerSeconds">): Check {
  const check = { id: "worker", title: "A worker runs" } as const
  const fix = "Keep npm run worker running beside the shop, with the same variables."
  if (workerSeconds === null)
    return { ...check, state: "failed", found: "None was ever heard of.", fix }
  const ago =
    workerSeconds < 90
      ? "a moment ago"
      : `${Math.round(workerSeconds / 60).toLocaleString("en")} minutes ago`
  if (workerSeconds > WORKER_SILENT)
    return { ...check, state: "failed", found: `The last was heard of ${ago}.`, fix }
  return { ...check, state: "ok", found: `It was heard of ${ago}.`, fix: null }
}

/** Whether buyers reach the shop, and by an address that nobody can listen to. */
export function checkAddress(): Check {
  const check = { id: "address", title: "Buyers reach the shop" } as const
  const { PUBLIC_URL } = env()
  if (isLocal())
    return {
      ...check,
      state: "warning",
      found: `${PUBLIC_URL} is this machine alone: good for trying, and for nothing else.`,
      fix: "To sell, set PUBLIC_URL to the shop’s address, such as https://shop.example.com.",
    }
  if (!PUBLIC_URL.startsWith("https:"))
    return {
      ...check,
      state: "failed",
      found: `${PUBLIC_URL} is not https: anybody on the way can read along.`,
      fix: "Put a proxy with a certificate before the shop, and set PUBLIC_URL to its https address.",
    }
  return { ...check, state: "ok", found: `${PUBLIC_URL} is https.`, fix: null }
}

/** Whether the owner has written the legal pages, or the words to be replaced still stand there. */
export async function checkLegal(): Promise<Check> {
  const check = { id: "legal", title: "The legal pages are yours" } as const
  const open: string[] = []
  for (const slug of legalPages) {
    const count = placeholdersIn((await getLegalPage(slug)).body).length
    if (count > 0) open.push(`legal/${slug}.md: ${count}`)
  }
  if (open.length === 0)
    return { ...check, state: "ok", found: "No word to be replaced is left in them.", fix: null }
  return {
    ...check,
    // Who only tries the shop on their machine owes nobody an imprint.
    state: isLocal() ? "warning" : "todo",
    found: `Words to be replaced are left in ${open.join(", ")}.`,
    fix: "Put your own in place of every [REPLACE: …], read the other pages of legal/ too, and start the shop again.",
  }
}

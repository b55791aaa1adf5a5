import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { env, supportEmail } from "@/lib/env"
import { type LegalPage, type LegalSlug, parseLegalPage } from "@/lib/legal/rules"

const pages = new Map<LegalSlug, Promise<LegalPage>>()

/**
 * A legal page, as `legal/<slug>.md` has it at the start of this process, with the shop's name,
 * address and support mailbox in place. Throws when the file is missing or has no version.
 */
export async function getLegalPage(slug: LegalSlug): Promise<LegalPage> {
  let page = pages.get(slug)
  if (!page) {
    page = read(slug)
    pages.set(slug, page)
    page.catch(() => pages.delete(slug))
  }
  return page
}

async function read(slug: LegalSlug): Promise<LegalPage> {
  // The working directory is the root of the clone, or of the standalone build, which gets the
  // folder by outputFileTracingIncludes.
  const file = await readFile(join(process.cwd(), "legal", `${slug}.md`), "utf8")
  return parseLegalPage(slug, file, {
    shop: env().SHOP_NAME,
    support: supportEmail(),
    url: env().PUBLIC_URL,
  })
}

import type { Page } from "@playwright/test"
import type { Role } from "@/lib/administrators/rules"
import { makeAdministrator } from "@/tests/e2e/support/world"

/** Another browser, in which somebody is signed in who may open /admin; it stands there. */
export async function administrator(page: Page, role: Role): Promise<Page> {
  const own = await anotherBrowser(page)
  const [name = "", value = ""] = (await makeAdministrator(role)).split("=")
  await own.context().addCookies([{ name, value, url: process.env.KIOSK_URL ?? "" }])
  await own.goto("/admin")
  return own
}

/** A browser beside that of a page: nothing that one knows is known to the other. */
export async function anotherBrowser(page: Page): Promise<Page> {
  const context = await page.context().browser()?.newContext()
  if (!context) throw new Error("There is no browser.")
  return context.newPage()
}

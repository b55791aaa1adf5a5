import type { Page } from "@playwright/test"
import { sandboxUrl } from "@/tests/e2e/support/shop"

/** The card of a plan. */
export const card = (page: Page, slug: string) => page.getByTestId(`plan-${slug}`)
/** The button that begins a plan, by the place of its price. */
export const button = (page: Page, slug: string, at = 0) =>
  page.getByTestId(`subscribe-${slug}-${at}`)

/** From the page of plans to Stripe's page. */
export async function choose(page: Page, slug: string): Promise<void> {
  await page.goto("/plans")
  await button(page, slug).click()
  await page.waitForURL((url) => url.port === new URL(sandboxUrl()).port)
}

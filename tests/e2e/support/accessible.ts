import AxeBuilder from "@axe-core/playwright"
import { expect, type Page } from "@playwright/test"

/** Nothing serious for axe, and nothing wider than the window. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const serious = violations.filter((one) => ["serious", "critical"].includes(one.impact ?? ""))
  expect(serious.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([])
  const { scrollWidth, clientWidth } = await page.evaluate(() => ({
    scrollWidth: document.documentElement.scrollWidth,
    clientWidth: document.documentElement.clientWidth,
  }))
  expect(scrollWidth, "no sideways scrolling").toBeLessThanOrEqual(clientWidth)
}

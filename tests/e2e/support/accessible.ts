import AxeBuilder from "@axe-core/playwright"
import { expect, type Page } from "@playwright/test"

const looks = [
  { width: 360, colorScheme: "light", rules: "all" },
  { width: 360, colorScheme: "dark", rules: "colours" },
  { width: 1280, colorScheme: "light", rules: "all but colours" },
] as const

const CONTRAST = "color-contrast"

/**
 * Nothing serious for axe, and nothing wider than the window: narrow and wide, light and dark. The page
 * stays as it is, and looks afterwards as it did before. The rule of colours is by far the slowest: it is
 * asked once for each scheme, and those that no colour changes once for each width.
 */
export async function expectAccessible(page: Page): Promise<void> {
  const before = page.viewportSize()
  for (const look of looks) {
    await page.setViewportSize({ width: look.width, height: 800 })
    await page.emulateMedia({ colorScheme: look.colorScheme })
    await settled(page)
    await expectNothingSerious(page, look)
    await expectToFit(page, look.width)
  }
  await page.emulateMedia({ colorScheme: null })
  if (before) await page.setViewportSize(before)
}

async function expectNothingSerious(page: Page, look: (typeof looks)[number]): Promise<void> {
  // In the page itself: no page here has a frame, and another page to gather results in costs a second.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] })
  if (look.rules === "colours") axe.withRules([CONTRAST])
  if (look.rules === "all but colours") axe.disableRules([CONTRAST])
  const { violations } = await axe.analyze()
  const serious = violations.filter((one) => ["serious", "critical"].includes(one.impact ?? ""))
  expect(
    serious.map((one) => `${one.id}: ${one.nodes[0]?.html}`),
    `${look.width} px, ${look.colorScheme}`,
  ).toEqual([])
}

async function expectToFit(page: Page, width: number): Promise<void> {
  const { scrollWidth, clientWidth } = await page.evaluate(() => ({
    scrollWidth: document.documentElement.scrollWidth,
    clientWidth: document.documentElement.clientWidth,
  }))
  expect(scrollWidth, `no sideways scrolling at ${width} px`).toBeLessThanOrEqual(clientWidth)
}

/** Colours that fade from one look into the other have arrived. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((one) => one instanceof CSSTransition)
        .map((one) => one.finished.catch(() => {})),
    ).then(() => {}),
  )
}

import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { expect, type Page } from "@playwright/test"
import type axe from "axe-core"

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

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
  // Next streams a page's title behind its content: for a moment after a click there is none.
  await expect(page).toHaveTitle(/\S/)
  const before = page.viewportSize()
  // Once for all looks, which no content policy forbids here.
  await page.evaluate(source)
  for (const look of looks) {
    await page.setViewportSize({ width: look.width, height: 800 })
    // Nobody waits for colours that fade from one look into the other.
    await page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: "reduce" })
    await settled(page)
    await expectNothingSerious(page, look)
    await expectToFit(page, look.width)
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null })
  if (before) await page.setViewportSize(before)
}

async function expectNothingSerious(page: Page, look: (typeof looks)[number]): Promise<void> {
  const findings = await page.evaluate(async (options) => {
    const { run }: typeof axe = Reflect.get(window, "axe")
    const { violations } = await run(document, options)
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical")
    return serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  }, optionsOf(look.rules))
  expect(findings, `${look.width} px, ${look.colorScheme}`).toEqual([])
}

function optionsOf(rules: (typeof looks)[number]["rules"]): axe.RunOptions {
  const options: axe.RunOptions = { resultTypes: ["violations"] }
  if (rules === "colours") return { ...options, runOnly: [CONTRAST] }
  if (rules === "all but colours") return { ...options, rules: { [CONTRAST]: { enabled: false } } }
  return options
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

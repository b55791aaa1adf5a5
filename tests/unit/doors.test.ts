import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { administered, replayed, stateless } from "@/tests/e2e/support/deeds"
import { doors } from "@/tests/e2e/support/doors"
import { listActions, listRoutes } from "@/tests/support/list-doors"
import { listSources } from "@/tests/support/read-imports"

test("fault 29: every address of the shop says who may pass it", () => {
  expect(Object.keys(doors).sort()).toEqual(listRoutes())
})

test("fault 29: every server action says whose things it touches", () => {
  const told = [stateless, replayed, administered].flatMap((deeds) => Object.keys(deeds))
  expect(told.sort()).toEqual(listActions().sort())
})

test("fault 29: every page and action of the administration is made by its guard", () => {
  const files = listSources().filter((file) => file.startsWith("app/admin/"))
  const pages = files.filter((file) => file.endsWith("/page.tsx"))
  const actions = files.filter((file) => file.endsWith("/actions.ts"))
  expect([pages.length > 0, actions.length > 0]).toEqual([true, true])
  for (const file of pages)
    expect(readFileSync(file, "utf8"), file).toMatch(/^export default adminPage</m)
  for (const file of actions) {
    const exported = readFileSync(file, "utf8").match(/^export .*/gm) ?? []
    for (const line of exported)
      expect(line, file).toMatch(/^export const \w+ = admin(Action|Form)\(/)
  }
  const others = files.filter((file) => /\/route\.tsx?$/.test(file))
  expect(others).toEqual([])
})

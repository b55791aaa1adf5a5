import { expect, test } from "vitest"
import { replayed, stateless } from "@/tests/e2e/support/deeds"
import { doors } from "@/tests/e2e/support/doors"
import { listActions, listRoutes } from "@/tests/support/list-doors"

test("fault 29: every address of the shop says who may pass it", () => {
  expect(Object.keys(doors).sort()).toEqual(listRoutes())
})

test("fault 29: every server action says whose things it touches", () => {
  expect([...Object.keys(stateless), ...Object.keys(replayed)].sort()).toEqual(listActions().sort())
})

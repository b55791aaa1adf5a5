import "@/tests/e2e/support/enter-shop"
import { readFile } from "node:fs/promises"
import { expect } from "@playwright/test"
import { expectAccessible } from "@/tests/e2e/support/accessible"
import { buy, handbook, newAddress, pay } from "@/tests/e2e/support/shopper"
import { test } from "@/tests/e2e/support/test"
import { makeAdministrator } from "@/tests/e2e/support/world"

test("an administrator fetches the books, says what is kept, and sees how the shop is", async ({
  page,
  baseURL,
}) => {
  const address = newAddress()
  await buy(page, handbook, address)
  const [name = "", value = ""] = (await makeAdministrator("administrator")).split("=")
  await page.context().addCookies([{ name, value, url: baseURL ?? "" }])

  await page.goto("/admin/operations")
  const [books] = await Promise.all([
    page.waitForEvent("download"),
    page.getByTestId("accounting").click(),
  ])
  expect(await readFile(await books.path(), "utf8")).toContain(address)
  await page.getByLabel("Days that Stripe’s events keep").fill("soon")
  await page.getByTestId("save-retention").click()
  await expect(page.getByText("Write a whole number of days")).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel("Days that Stripe’s events keep").fill("120")
  await page.getByTestId("save-retention").click()
  await expect(page.getByTestId("admin-done")).toHaveAttribute("data-result", "kept")
  await expect(page.getByLabel("Days that Stripe’s events keep")).toHaveValue("120")
  await page.getByRole("link", { name: "Audit log" }).click()
  await expect(page.getByTestId("audit-entry").first()).toContainText("eventPayloadDays 120")

  await page.goto("/admin/setup")
  await page.getByTestId("test-purchase").click()
  await expect(page.getByTestId("pay")).toBeVisible()
  await pay(page, await page.locator("[name=email]").inputValue())
  await page.waitForURL("**/orders/*")
  await page.goto("/admin/setup")
  await expect(page.getByTestId("check-purchase")).toHaveAttribute("data-state", "ok")

  await page.getByRole("link", { name: "Health" }).click()
  await expect(page.getByTestId("event-lag")).toContainText("second")
  await expect(page.getByTestId("database-size")).toContainText("MB")
  await expectAccessible(page)
})

import "@/tests/e2e/support/enter-shop"
import { expect } from "@playwright/test"
import { parse } from "csv-parse/sync"
import { expectAccessible } from "@/tests/e2e/support/accessible"
import { test } from "@/tests/e2e/support/test"
import { makeAdministrator } from "@/tests/e2e/support/world"
import { makeProduct } from "@/tests/support/factories"
import { writeOrder } from "@/tests/support/ledger"

test.describe.configure({ timeout: 120_000 })

test("an administrator reads a month's figures, by chart, by table and as a file that says the same", async ({
  page,
  context,
  baseURL,
}) => {
  const products = [await makeProduct({ title: "The Ledger" })]
  for (const [day, amount] of [
    ["01", 1999],
    ["09", 500],
    ["30", 400],
  ] as const)
    await writeOrder({ products, amounts: [amount], at: `1996-06-${day}T12:00:00Z` })
  const [name = "", value = ""] = (await makeAdministrator("support")).split("=")
  await context.addCookies([{ name, value, url: baseURL ?? "" }])
  const complaints: string[] = []
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()))
  await page.goto("/admin/figures?since=1995-06-01&until=1995-07-01")
  await expect(page.getByTestId("no-figures")).toBeVisible()
  await page.getByLabel("From").fill("1996-06-01")
  await page.getByLabel("Until, without that day").fill("1996-07-01")
  await page.getByLabel("Cut into").selectOption("week")
  await page.getByRole("button", { name: "Show figures" }).click()
  await expect(page.getByTestId("headline-sales")).toContainText("$28.99")
  const sales = page.getByTestId("metric-sales")
  await expect(sales.getByTestId("chart").last().locator("svg").first()).toBeVisible()
  await sales.getByText("What is counted").press("Enter")
  await expect(sales.getByText("each counts when it happens")).toBeVisible()
  const net = sales.getByTestId("figures").last().locator("tbody td:nth-child(2)")
  const shown = await net.allTextContents()
  const file = await page.request.get((await page.getByTestId("csv").getAttribute("href")) ?? "")
  const lines: Record<string, string>[] = parse(await file.text(), { columns: true, bom: true })
  const told = lines.filter(
    (line) => line.metric === "sales" && line.measure === "net" && line.currency === "USD",
  )
  expect(shown).toHaveLength(5)
  expect(told.slice(1).map((line) => line.value)).toEqual(
    shown.map((text) => text.replace("$", "")),
  )
  await expectAccessible(page)
  expect(complaints).toEqual([])
})

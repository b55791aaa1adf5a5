import "@/tests/e2e/support/enter-shop"
import { createHash, randomBytes } from "node:crypto"
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect } from "@playwright/test"
import { expectAccessible } from "@/tests/e2e/support/accessible"
import { test } from "@/tests/e2e/support/test"
import { makeAdministrator } from "@/tests/e2e/support/world"
import { makePaidOrder, makeProduct } from "@/tests/support/factories"

test("B29, B32, B80: a big file goes on after a cut and a reload, is released, fetched by its owner, and taken back", async ({
  page,
}) => {
  test.setTimeout(120_000)
  const product = await makeProduct({ title: "The Atlas" })
  const order = await makePaidOrder({ products: [product] })
  const folder = await mkdtemp(join(tmpdir(), "kiosk-upload-"))
  const path = join(folder, "Atlas der Welt.bin")
  const bytes = randomBytes(30_000_000)
  await writeFile(path, bytes)
  const [name = "", value = ""] = (await makeAdministrator("administrator")).split("=")
  await page.context().addCookies([{ name, value, url: process.env.KIOSK_URL ?? "" }])
  page.on("dialog", (dialog) => void dialog.accept())

  const offsets: number[] = []
  let isCut = true
  await page.route("**/api/admin/uploads/*", async (route) => {
    if (route.request().method() !== "PATCH") return route.continue()
    const offset = Number(route.request().headers()["upload-offset"])
    if (isCut && offset > 0) return route.abort("connectionreset")
    offsets.push(offset)
    return route.continue()
  })
  await page.goto(`/admin/products/${product.slug}/files`)
  const upload = page.getByTestId("upload")
  const choose = () => page.locator(`[id="${product.edition.slug}"]`).setInputFiles(path)
  await choose()
  await expect(upload).toHaveAttribute("data-state", "waiting")
  await expect(upload.getByRole("progressbar")).toHaveAttribute("value", "55")
  await page.reload()
  await expect(upload).toHaveAttribute("data-state", "left")
  await expect(upload).toContainText("55 %")
  await expectAccessible(page)
  isCut = false
  await choose()
  await expect(upload).toHaveAttribute("data-state", "ready", { timeout: 60_000 })
  await expect(upload).toContainText(createHash("sha256").update(bytes).digest("hex"))
  expect(offsets).toEqual([0, 16 * 1024 * 1024])

  await page.getByLabel("What is new, in Markdown").fill("A *whole* new world.")
  await page.getByLabel("Write to everyone who has it").uncheck()
  await page.getByRole("button", { name: "See what it does" }).click()
  await expect(page.getByTestId("release-effect")).toContainText(
    "Atlas der Welt.bin (30 MB) is new",
  )
  await expect(page.getByTestId("release-effect")).toContainText("Nobody is written to. 1 have it.")
  await expectAccessible(page)
  await page.getByTestId("bring-out").click()
  await expect(page.getByTestId("admin-done")).toHaveAttribute("data-result", "released")
  await expect(page.getByTestId("version-1.1")).toHaveAttribute("data-state", "out")
  await expect(upload).toHaveCount(0)

  await page.goto(`/orders/${order.token}`)
  const button = page.getByTestId(`download-${product.edition.slug}`)
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()])
  expect(download.suggestedFilename()).toBe("Atlas der Welt.bin")
  expect((await readFile(await download.path())).equals(bytes)).toBe(true)

  await page.goto(`/admin/products/${product.slug}/files`)
  await page.getByTestId("take-back").click()
  await expect(page.getByTestId("version-1.1")).toHaveAttribute("data-state", "withdrawn")
  await page.goto(`/orders/${order.token}`)
  await expect(page.getByText("Atlas der Welt.bin")).toHaveCount(0)
  await rm(folder, { recursive: true })
})

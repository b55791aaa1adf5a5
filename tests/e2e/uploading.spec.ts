import "@/tests/e2e/support/enter-shop"
import { createHash, randomBytes } from "node:crypto"
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect } from "@playwright/test"
import { expectAccessible } from "@/tests/e2e/support/accessible"
import { openLine } from "@/tests/e2e/support/open-line"
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
  const offsets: number[] = []
  page.on("request", (request) => {
    if (request.method() === "PATCH") offsets.push(Number(request.headers()["upload-offset"]))
  })
  const shop = process.env.KIOSK_URL ?? ""
  // Cut in the middle of the second part.
  const line = await openLine(shop, 24_000_000)
  const files = `/admin/products/${product.slug}/files`
  const [name = "", value = ""] = (await makeAdministrator("administrator")).split("=")
  for (const url of [shop, line.url]) await page.context().addCookies([{ name, value, url }])
  await page.goto(line.url + files)
  const upload = page.getByTestId("upload")
  const choose = () => page.locator(`[id="${product.edition.slug}"]`).setInputFiles(path)
  await choose()
  await expect(upload).toHaveAttribute("data-state", "waiting")
  await page.goto("about:blank")
  line.mend()
  await page.goto(line.url + files)
  await expect(upload).toHaveAttribute("data-state", "left")
  await expect(upload.getByRole("progressbar")).toHaveAttribute("value", "55")
  await expectAccessible(page)
  offsets.length = 0
  await choose()
  await expect(upload).toHaveAttribute("data-state", "ready", { timeout: 60_000 })
  await expect(upload).toContainText(createHash("sha256").update(bytes).digest("hex"))
  expect(offsets[0]).toBeGreaterThan(16 * 1024 * 1024)

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

  await page.goto(files)
  await page.getByTestId("take-back").click()
  await expect(page.getByTestId("version-1.1")).toHaveAttribute("data-state", "withdrawn")
  await page.goto(`/orders/${order.token}`)
  await expect(page.getByText("Atlas der Welt.bin")).toHaveCount(0)
  line.close()
  await rm(folder, { recursive: true })
})

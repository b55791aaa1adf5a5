import "@/tests/e2e/support/enter-shop"
import { createHash, randomBytes } from "node:crypto"
import { createReadStream } from "node:fs"
import { mkdtemp, open, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pipeline } from "node:stream/promises"
import { expect, type Page } from "@playwright/test"
import { parse } from "csv-parse/sync"
import { expectAccessible } from "@/tests/e2e/support/accessible"
import { anotherBrowser } from "@/tests/e2e/support/administrator"
import { openLine } from "@/tests/e2e/support/open-line"
import { mailsTo, shop } from "@/tests/e2e/support/shop"
import { buy, newAddress } from "@/tests/e2e/support/shopper"
import { signIn } from "@/tests/e2e/support/sign-in"
import { test } from "@/tests/e2e/support/test"
import { makeAdministrator } from "@/tests/e2e/support/world"

const MEGABYTE = 1_000_000
const sold = "Lichens of the North"

test("the owner makes, sells, renews and refunds a product of 300 MB, and reads what it brought in", async ({
  page,
}) => {
  test.setTimeout(300_000)
  const slug = `lichens-${randomBytes(4).toString("hex")}`
  const folder = await mkdtemp(join(tmpdir(), "kiosk-owner-"))
  const [large, small, second] = [
    join(folder, "atlas.bin"),
    join(folder, "guide.txt"),
    join(folder, "guide-2.txt"),
  ]
  await writeLarge(large, 300)
  await writeFile(small, "The first edition of the guide.")
  await writeFile(second, "The second edition of the guide.")
  const address = process.env.KIOSK_URL ?? ""
  const line = await openLine(address, 160 * MEGABYTE)
  const admin = await anotherBrowser(page)
  const [name = "", value = ""] = (await makeAdministrator("administrator")).split("=")
  for (const url of [address, line.url]) await admin.context().addCookies([{ name, value, url }])

  await test.step("a product with two editions", async () => {
    await admin.goto("/admin/products/new")
    await admin.getByLabel("Title").fill(sold)
    await admin.getByLabel("Address", { exact: true }).fill(slug)
    await edition(admin, 0, "Guide", "9.00 USD")
    await admin.getByTestId("add-edition").click()
    await edition(admin, 1, "Atlas", "39.00 USD")
    await admin.getByTestId("save-product").click()
    await expect(admin.getByTestId("admin-done")).toHaveAttribute("data-result", "created")
  })

  await test.step("its files, the large one over a line that is cut in the middle", async () => {
    await admin.goto(`${line.url}/admin/products/${slug}/files`)
    const uploads = admin.getByTestId("upload")
    const choose = (which: string, path: string) =>
      admin.locator(`[id="${slug}-${which}"]`).setInputFiles(path)
    await choose("atlas", large)
    await expect(uploads).toHaveAttribute("data-state", "waiting", { timeout: 60_000 })
    line.mend()
    await admin.goto("about:blank")
    await admin.goto(`${line.url}/admin/products/${slug}/files`)
    await expect(uploads).toHaveAttribute("data-state", "left")
    await expectAccessible(admin)
    await choose("atlas", large)
    await expect(uploads).toHaveAttribute("data-state", "ready", { timeout: 120_000 })
    await expect(uploads).toContainText(await sha256Of(large))
    await choose("guide", small)
    await expect(admin.locator('[data-testid="upload"][data-state="ready"]')).toHaveCount(2)
    await bringOut(admin)
  })

  await test.step("on the shelf, and sold", async () => {
    await admin.goto(`/admin/products?q=${slug}`)
    await admin.goto(`/admin/products/${slug}`)
    await admin.getByLabel("For sale", { exact: true }).last().check()
    await admin.getByTestId("save-product").click()
    await expect(admin.getByTestId("admin-done")).toHaveAttribute("data-result", "saved")
  })
  const buyer = newAddress()
  await buy(page, { product: slug, slug: `${slug}-guide` }, buyer)
  const button = page.getByTestId(`download-${slug}-guide`)
  await Promise.all([page.waitForEvent("download"), button.click()])

  await test.step("version 2 by one command: a mail, a badge, and the new file", async () => {
    const released = await shop(
      "release",
      slug,
      "--file",
      `${slug}-guide=${second}`,
      "--notes",
      "Better maps",
    )
    expect(released.code, released.stdout).toBe(0)
    const mails = await mailsTo(buyer, 2)
    expect(mails.some(({ text }) => text.includes("Better maps"))).toBe(true)
    await signIn(page, buyer, "/library")
    await expect(page.getByRole("link", { name: sold, exact: true })).toBeVisible()
    await expect(page.getByText("New since your last download").first()).toBeVisible()
  })

  await test.step("the figures, and the same as a file", async () => {
    await admin.goto("/admin/figures")
    await expect(admin.getByTestId("metric-sales")).toBeVisible()
    const href = (await admin.getByTestId("csv").getAttribute("href")) ?? ""
    const file = await admin.request.get(href)
    const lines: Record<string, string>[] = parse(await file.text(), { columns: true, bom: true })
    const told = lines
      .filter((one) => one.metric === "sales-by-product" && one.of === sold)
      .map(({ value }) => value)
    const row = admin.getByTestId("metric-sales-by-product").getByRole("row", { name: sold })
    const shown = await row.getByRole("cell").allTextContents()
    expect(shown.map((text) => text.replace("$", ""))).toEqual(told)
    expect(told).toEqual(["9.00", "9.00", "0.00", "0.00", "1"])
    await expectAccessible(admin)
  })

  await test.step("refunded, and closed", async () => {
    await admin.goto(`/admin/orders?q=${encodeURIComponent(buyer)}`)
    await admin.getByRole("link", { name: new RegExp(sold) }).click()
    await admin.getByTestId("refund-order").click()
    await admin.getByLabel("Everything that is left").check()
    await admin.getByTestId("refund-next").click()
    await admin.getByLabel("Why").fill("Bought by mistake")
    await admin.getByTestId("refund").click()
    await expect(admin.getByTestId("admin-done")).toHaveAttribute("data-result", "refunded")
    await page.goto(`/products/${slug}`)
    await expect(page.getByTestId(`offer-${slug}-guide`)).toHaveAttribute("data-action", "buy")
  })

  await admin.context().close()
  line.close()
  await rm(folder, { recursive: true })
})

async function edition(admin: Page, at: number, title: string, price: string): Promise<void> {
  const fields = admin.getByTestId(`edition-${at}`)
  await fields.getByLabel("Name", { exact: true }).fill(title)
  await fields.getByLabel("Price").fill(price)
}

async function bringOut(admin: Page): Promise<void> {
  await admin.getByRole("button", { name: "See what it does" }).click()
  await expect(admin.getByTestId("release-effect")).toContainText("atlas.bin")
  await admin.getByTestId("bring-out").click()
  await expect(admin.getByTestId("admin-done")).toHaveAttribute("data-result", /^released/)
}

/** So many megabytes that no two of are alike. */
async function writeLarge(path: string, megabytes: number): Promise<void> {
  const file = await open(path, "w")
  const block = randomBytes(MEGABYTE)
  for (let at = 0; at < megabytes; at++) {
    block.writeUInt32BE(at)
    await file.write(block)
  }
  await file.close()
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256")
  await pipeline(createReadStream(path), hash)
  return hash.digest("hex")
}

import "@/tests/e2e/support/enter-shop"
import { randomBytes } from "node:crypto"
import { expect } from "@playwright/test"
import sharp from "sharp"
import { expectAccessible } from "@/tests/e2e/support/accessible"
import { administrator } from "@/tests/e2e/support/administrator"
import { test } from "@/tests/e2e/support/test"

test.describe.configure({ timeout: 120_000 })

test("an administrator adds a product: faults at their fields, editions, a picture, a preview, another address", async ({
  page,
}) => {
  const slug = `book-${randomBytes(4).toString("hex")}`
  const admin = await administrator(page, "administrator")
  await admin.getByRole("link", { name: "Products" }).click()
  await admin.getByRole("link", { name: "Add a product" }).click()
  await admin.getByTestId("save-product").click()
  await expect(admin.getByText("Give it a title.")).toBeVisible()
  await admin.getByLabel("Title").fill("A Field Guide to Lichens")
  await admin.getByLabel("Address", { exact: true }).fill(slug)
  await admin.getByLabel("Description").fill("# Contents\n\n- **Crusts**\n- Leaves")
  await admin.getByRole("button", { name: "Show how it reads" }).click()
  await expect(admin.getByRole("region", { name: "Preview" }).getByRole("listitem")).toHaveCount(2)
  await admin.getByTestId("edition-0").getByLabel("Name", { exact: true }).fill("PDF")
  await admin.getByTestId("edition-0").getByLabel("Price").fill("19,99 USD")
  await admin.getByTestId("add-edition").click()
  await admin.getByTestId("edition-1").getByLabel("Name", { exact: true }).fill("EPUB")
  await admin.getByTestId("edition-1").getByLabel("Price").fill("12 USD; 11 EUR")
  await admin.getByTestId("save-product").click()
  await expect(admin.getByText("Write the decimals behind a point")).toBeVisible()
  await expect(admin.getByLabel("Title")).toHaveValue("A Field Guide to Lichens")
  await admin.getByTestId("edition-0").getByLabel("Price").fill("19.99 USD")
  await expectAccessible(admin)
  await admin.getByTestId("save-product").click()
  await expect(admin.getByTestId("admin-done")).toHaveAttribute("data-result", "created")

  const red = { create: { width: 800, height: 600, channels: 3 as const, background: "#9c4321" } }
  const buffer = await sharp(red).png().toBuffer()
  await admin
    .getByLabel("A picture from this machine")
    .setInputFiles({ name: "lichen.png", mimeType: "image/png", buffer })
  await admin.getByLabel("Shape").selectOption("Square")
  await expect(admin.locator('input[name="crop"]')).toHaveCount(1)
  await admin.getByTestId("save-cover").click()
  await expect(admin.getByTestId("admin-done")).toHaveAttribute("data-result", "cover")
  const cover = admin.locator("img[srcset]")
  expect(
    await cover.evaluate((image: HTMLImageElement) => image.naturalWidth / image.naturalHeight),
  ).toBe(1)
  expect((await page.request.get(`/products/${slug}`)).status()).toBe(404)
  await admin.getByRole("link", { name: "Look at its page" }).click()
  await expect(admin.getByRole("heading", { name: "Contents" })).toBeVisible()
  await expect(admin.getByText("$12.00")).toBeVisible()
  await admin.goBack()

  const other = await administrator(page, "administrator")
  await other.goto(`/admin/products/${slug}`)
  await admin.getByLabel("In one line").fill("For hikers.")
  await admin.getByTestId("save-product").click()
  await expect(admin.getByTestId("admin-done")).toHaveAttribute("data-result", "saved")
  await other.getByLabel("In one line").fill("For botanists.")
  await other.getByTestId("save-product").click()
  await expect(other.getByTestId("product-problem")).toContainText("Somebody changed this product")
  await expect(other.getByLabel("In one line")).toHaveValue("For botanists.")
  await other.context().close()

  await admin.goto(`/admin/products?q=lichens&state=draft`)
  await admin.getByLabel("Tick A Field Guide to Lichens").first().check()
  await admin.getByTestId("bulk-publish").click()
  await expect(admin.getByTestId("left-alone")).toContainText(
    `${slug} has an edition without a file`,
  )
  await expectAccessible(admin)
  await admin.goto(`/admin/products/${slug}`)
  await admin.getByText("Delete this product").click()
  await admin.getByTestId("delete-product").click()
  await expect(admin.getByTestId("admin-done")).toHaveAttribute("data-result", "deleted")
  await admin.context().close()
})

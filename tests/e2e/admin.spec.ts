import "@/tests/e2e/support/enter-shop"
import { expect, type Page } from "@playwright/test"
import { expectAccessible } from "@/tests/e2e/support/accessible"
import { administrator, anotherBrowser } from "@/tests/e2e/support/administrator"
import { dispute, linkIn, mailsTo, shop } from "@/tests/e2e/support/shop"
import { buy, film, handbook, newAddress, offer, pay } from "@/tests/e2e/support/shopper"
import { signIn } from "@/tests/e2e/support/sign-in"
import { test } from "@/tests/e2e/support/test"

test.describe.configure({ timeout: 120_000 })

async function openOrder(admin: Page, address: string): Promise<void> {
  await admin.goto("/admin/orders")
  await admin.getByLabel("Address, product, or id").fill(address)
  await admin.getByRole("button", { name: "Find orders" }).click()
  await admin.getByRole("link", { name: /Selling Digital Goods/ }).click()
}

test("K13, K17 an administrator finds an order, gives downloads back, renews its link and mails it", async ({
  page,
}) => {
  const address = newAddress()
  await buy(page, handbook, address)
  await Promise.all([
    page.waitForEvent("download"),
    page.getByTestId(`download-${handbook.slug}`).first().click(),
  ])
  const [receipt] = await mailsTo(address)
  const link = linkIn(receipt?.text ?? "")
  const admin = await administrator(page, "administrator")
  await admin.goto("/admin/orders?q=nobody%40example.com")
  await expect(admin.getByTestId("no-orders")).toBeVisible()
  await openOrder(admin, address)
  await expect(admin.getByText("handbook.pdf", { exact: false })).toBeHidden()
  await expect(admin.getByText("4 of 5 downloads left.")).toBeVisible()
  await admin.getByRole("button", { name: "Give the downloads back" }).click()
  await expect(admin.getByTestId("admin-done")).toHaveAttribute("data-result", "downloads")
  await expect(admin.getByText("5 of 5 downloads left.")).toBeVisible()
  await expect(admin.getByRole("button", { name: "Give the downloads back" })).toHaveCount(0)
  await admin.getByTestId("renew-link").click()
  await expect(admin.getByTestId("admin-done")).toHaveAttribute("data-result", "link")
  expect((await page.request.get(link)).status()).toBe(404)
  await admin.getByTestId("mail-receipt").click()
  await expect(admin.getByTestId("admin-done")).toHaveAttribute("data-result", "receipt")
  const [newest] = await mailsTo(address, 2)
  expect((await page.request.get(linkIn(newest?.text ?? ""))).status()).toBe(200)
  const done = admin.getByTestId("audit-entry")
  await expect(done.first()).toHaveAttribute("data-action", "order.resend-receipt")
  await expect(done).toHaveCount(3)
  await admin.getByText("Downloads: 1").click()
  await expectAccessible(admin)
  await admin.context().close()
})

test("B75 what led a buyer to the shop stands with their order, though they went on from page to page", async ({
  page,
}) => {
  const address = newAddress()
  await page.goto("/?utm_source=newsletter&utm_medium=email&utm_campaign=spring")
  await page.getByRole("link", { name: "Selling Digital Goods" }).first().click()
  await page.waitForURL("**/products/selling-digital-goods?utm_source=newsletter&*")
  await offer(page, handbook.slug).click()
  await pay(page, address)
  await page.waitForURL("**/orders/*")
  const admin = await administrator(page, "administrator")
  await openOrder(admin, address)
  await expect(admin.getByText("newsletter / email / spring")).toBeVisible()
  await admin.context().close()
})

test("B17 an administrator refunds an order in full, and its files are closed", async ({
  page,
}) => {
  const address = newAddress()
  await buy(page, handbook, address)
  const admin = await administrator(page, "administrator")
  await openOrder(admin, address)
  await admin.getByTestId("refund-order").click()
  await admin.getByLabel("An amount", { exact: true }).check()
  await admin.getByLabel("The amount, in USD").fill("a lot")
  await admin.getByTestId("refund-next").click()
  await expect(admin.getByText("Write an amount such as")).toBeVisible()
  await expect(admin.getByLabel("The amount, in USD")).toHaveValue("a lot")
  await expectAccessible(admin)
  await admin.getByLabel("Everything that is left").check()
  await admin.getByTestId("refund-next").click()
  await expect(admin.getByTestId("refund-plan")).toContainText("Closes at once: Selling Digital")
  await admin.getByTestId("refund").click()
  await expect(admin.getByText("Say why: it stands in the audit log.")).toBeVisible()
  await expectAccessible(admin)
  await admin.getByLabel("Why").fill("Bought twice")
  await admin.getByTestId("refund").click()
  await expect(admin.getByTestId("admin-done")).toHaveAttribute("data-result", "refunded")
  await expect(admin.getByText("Closed (refunded).")).toBeVisible()
  await page.reload()
  await expect(page.getByTestId(`download-${handbook.slug}`)).toHaveCount(0)
  await expect(page.getByText("This order was refunded")).toBeVisible()
  await admin.context().close()
})

test("a dispute waits for the owner on the overview, by mail, and with what was bought", async ({
  page,
}) => {
  const address = newAddress()
  await buy(page, handbook, address)
  const disputeId = await dispute(address)
  const admin = await administrator(page, "administrator")
  const task = admin.getByTestId(`dispute-${disputeId}`)
  await expect
    .poll(async () => {
      await admin.goto("/admin")
      return task.count()
    })
    .toBe(1)
  await expect(task).toContainText(/Answer by \w+ \d+, \d{4}/)
  await expect(admin.getByTestId("headline-sales")).toContainText("$")
  await expectAccessible(admin)
  await task.getByRole("link", { name: /is disputed/ }).click()
  await expect(admin.getByText(address)).toBeVisible()
  const { pathname } = new URL(admin.url())
  const alerts = async () =>
    (await mailsTo("admin@kiosk.test")).filter(({ text }) => text.includes(disputeId))
  await expect.poll(async () => (await alerts())[0]?.text).toContain(pathname)
  await admin.context().close()
})

test("no page of the administration has a serious finding, and each fits", async ({ page }) => {
  await buy(page, handbook, newAddress())
  const admin = await administrator(page, "administrator")
  for (const path of [
    "/admin",
    "/admin/orders",
    "/admin/customers",
    "/admin/products",
    `/admin/products/${handbook.product}`,
    `/admin/products/${handbook.product}/files`,
    "/admin/plans",
    "/admin/plans/new",
    "/admin/mails",
    "/admin/undelivered",
    "/admin/events",
    "/admin/audit",
  ]) {
    await admin.goto(path)
    await expectAccessible(admin)
  }
  await admin.context().close()
})

test("K20 support sees all, also the mails that wait, and changes nothing", async ({ page }) => {
  const address = newAddress()
  await buy(page, handbook, address)
  const support = await administrator(page, "support")
  await openOrder(support, address)
  await expect(support.getByText("5 of 5 downloads left.")).toBeVisible()
  await expect(support.getByTestId("mail-receipt")).toHaveCount(0)
  await support.goto(`/admin/mails?to=${encodeURIComponent(address)}`)
  await expect(support.getByTestId("mail")).toHaveAttribute("data-state", /sent|delivered/)
  await support.goto("/admin/mails?state=pending&to=nobody%40example.com")
  await expect(support.getByTestId("no-mails")).toBeVisible()
  await support.getByRole("link", { name: "Overview" }).click()
  await expect(support.getByTestId("events-failing")).toBeVisible()
  await support.context().close()
})

test("B76 an administrator grants a film, with a reason, and takes it back", async ({ page }) => {
  const address = newAddress()
  await signIn(page, address, `/products/${film.product}`)
  const reason = () => page.getByTestId(`offer-${film.slug}`).getAttribute("data-reason")
  expect(await reason()).toBe("for-sale")
  const admin = await anotherBrowser(page)
  const adminAddress = newAddress()
  expect((await shop("admin", "add", adminAddress)).code).toBe(0)
  await signIn(admin, adminAddress, "/admin")
  await admin.getByRole("link", { name: "Customers" }).click()
  await admin.getByLabel("Address, or its beginning").fill(address.slice(0, -4))
  await admin.getByRole("button", { name: "Find customers" }).click()
  await admin.getByRole("link", { name: address }).click()
  await admin.getByLabel("What").fill("nowhere")
  await admin.getByTestId("grant").click()
  await expect(admin.getByText("Say why: it stands in the audit log.")).toBeVisible()
  await expect(admin.getByLabel("What")).toHaveValue("nowhere")
  await admin.getByLabel("Why").fill("For a review")
  await admin.getByTestId("grant").click()
  await expect(admin.getByTestId("grant-problem")).toContainText('There is no product "nowhere"')
  await expect(admin.getByLabel("Why")).toHaveValue("For a review")
  await expectAccessible(admin)
  await admin.getByLabel("What").fill(film.product)
  await admin.getByLabel("Write to them").uncheck()
  await admin.getByTestId("grant").click()
  await expect(admin.getByTestId("admin-done")).toHaveAttribute("data-result", "granted")
  await page.reload()
  expect(await reason()).toBe("granted")
  const access = admin.getByTestId("access")
  await expect(access).toHaveAttribute("data-open", "true")
  await access.getByText("Take it back").click()
  await access.getByLabel("Why").fill("The review is out")
  await admin.getByTestId("end-grant").click()
  await expect(admin.getByTestId("admin-done")).toHaveAttribute("data-result", "ended")
  await page.reload()
  expect(await reason()).not.toBe("granted")
  await expect(admin.getByText("The review is out")).toBeVisible()
  await admin.context().close()
})

test("B76 somebody who was no customer is given a film, by mail, and finds it in the library", async ({
  page,
}) => {
  const address = newAddress()
  const admin = await administrator(page, "administrator")
  await admin.goto("/admin/customers")
  await admin.getByLabel("What").fill(film.product)
  await admin.getByLabel("Why").fill("For a review")
  await admin.getByTestId("grant").click()
  await expect(admin.getByText("Enter their email address.")).toBeVisible()
  await expect(admin.getByLabel("What")).toHaveValue(film.product)
  await admin.getByLabel("Their address").fill(address)
  await admin.getByTestId("grant").click()
  await expect(admin.getByTestId("admin-done")).toHaveAttribute("data-result", "granted-told")
  await expect(admin.getByRole("heading", { level: 1 })).toHaveText(address)
  const [letter] = await mailsTo(address)
  const [link = ""] = /https?:\/\/\S+\/library\/[\w-]+/.exec(letter?.text ?? "") ?? []
  const { pathname } = new URL(link)
  await signIn(page, address, pathname)
  await expect(page.getByTestId(`offer-${film.product}`)).toHaveAttribute("data-action", "watch")
  await admin.context().close()
})

import "@/tests/e2e/support/enter-shop"
import { expect } from "@playwright/test"
import { expectAccessible } from "@/tests/e2e/support/accessible"
import { test } from "@/tests/e2e/support/test"
import { makeReleaseMail } from "@/tests/e2e/support/world"
import { makePaidOrder } from "@/tests/support/factories"

test("K18 the way out of mails about new versions is a page with one button, and one back", async ({
  page,
}) => {
  const { customerId, email } = await makePaidOrder()
  await page.goto(`/unsubscribe/${await makeReleaseMail(customerId, email)}`)
  await expect(page.getByText(email)).toBeVisible()
  await expectAccessible(page)
  await page.getByRole("button", { name: "Send me none of these" }).click()
  await expect(page.getByRole("heading", { name: "You get no more of these mails" })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole("button", { name: "Send them again" }).click()
  await expect(
    page.getByRole("heading", { name: "No more mails about new versions?" }),
  ).toBeVisible()
})

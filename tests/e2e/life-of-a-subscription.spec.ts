import { expect, type Page } from "@playwright/test"
import { z } from "zod"
import { SANDBOX_STRIPE_KEY } from "@/lib/cli/settings"
import { test } from "@/tests/e2e/support/own-shop"
import { startReconciler } from "@/tests/e2e/support/reconciler"
import { control, sandboxUrl } from "@/tests/e2e/support/shop"
import { newAddress, pay } from "@/tests/e2e/support/shopper"
import { signIn } from "@/tests/e2e/support/sign-in"
import { moveTo, pass } from "@/tests/e2e/support/time"
import { callStripe } from "@/tests/support/stripe-events"

// One shop, whose clock goes on from test to test.
test.describe.configure({ mode: "default", timeout: 300_000 })

/** A film of the plan Evening, and one that only Late Show opens. */
const film = { slug: "toy-story-2", words: "Toy Story 2", group: "adventure" }
const lateFilm = { slug: "braindead", words: "Braindead", group: "horror" }

const closed = { search: "buy", product: "buy", library: null }
const openBy = (library: string) => ({ search: "watch", product: "watch", library })

/** A page as it is sent; a connection that the server had just closed is opened anew. */
function ask(page: Page, path: string, headers: Record<string, string> = {}) {
  return page.request.get(path, { headers, maxRedirects: 0, maxRetries: 3 })
}

/** What the pages say of a film, each fetched anew. */
async function seen(page: Page, { slug, words, group } = film) {
  const [search, product, library] = await Promise.all(
    [`/search?q=${encodeURIComponent(words)}`, `/products/${slug}`, "/library"].map(async (path) =>
      (await ask(page, path)).text(),
    ),
  )
  return {
    search: attribute(search, `offer-${slug}`, "data-action"),
    product: attribute(product, `offer-${slug}-own`, "data-action"),
    library: attribute(library, `group-${group}`, "data-reason"),
  }
}

function attribute(html = "", testId: string, name: string): string | null {
  const [tag] = new RegExp(`<[^>]*data-testid="${testId}"[^>]*>`).exec(html) ?? []
  return new RegExp(`${name}="([^"]*)"`).exec(tag ?? "")?.[1] ?? null
}

/** The address that the player takes the film from, as anybody could copy it. */
async function copyAddress(page: Page, { slug } = film): Promise<string> {
  const html = await (await ask(page, `/watch/${slug}`)).text()
  const [, address] = /<video[^>]* src="([^"]+)"/.exec(html) ?? []
  if (!address) throw new Error(`There is no film on the page of ${slug}.`)
  return address.replaceAll("&amp;", "&")
}

const statusOf = async (page: Page, address: string) =>
  (await ask(page, address, { range: "bytes=0-99" })).status()

/** What is open stays so, whatever has been heard by now; once all has been, it says why. */
async function expectOpen(page: Page, reason: Parameters<typeof openBy>[0]): Promise<void> {
  expect((await seen(page)).product).toBe("watch")
  await expect.poll(() => seen(page)).toEqual(openBy(reason))
}

/** Until when the film's page says that it is open. */
async function openUntil(page: Page, { slug } = film): Promise<Date> {
  const html = await (await ask(page, `/products/${slug}`)).text()
  return new Date(attribute(html, `offer-${slug}-own`, "data-until") ?? Number.NaN)
}

/** What was paid, the newest first. Cents. */
async function paymentsOf(page: Page): Promise<number[]> {
  const html = await (await ask(page, "/account/payments")).text()
  const [, ...rows] = html.split('data-testid="payment-0')
  return rows
    .filter((row) => row.includes('data-state="paid"'))
    .map((row) => Number(/data-amount="(\d+)"/.exec(row)?.[1]))
}

/** How the account's page says that a subscription stands, by Stripe's word for it. */
async function statusOfPlan(page: Page, plan: string): Promise<string | null> {
  const html = await (await ask(page, "/account/subscription")).text()
  return attribute(html, `subscription-${plan}`, "data-status")
}

const own = (page: Page, plan: string) => page.getByTestId(`subscription-${plan}`)

/** Changes a subscription to another plan's month; what its preview said is charged at once, in cents. */
async function change(page: Page, from: string, to: string): Promise<number> {
  await page.goto("/account/subscription")
  await own(page, from).getByTestId("change").click()
  await page.getByTestId(`choose-${to}-month`).check()
  await page.getByTestId("preview").click()
  const button = page.getByTestId("confirm-change")
  const due = Number(await button.getAttribute("data-amount"))
  await button.click()
  await expect(page.getByTestId("subscription-done")).toBeVisible()
  return due
}

/** Signs in again where the passing of time has ended the session. */
async function keepIn(page: Page, address: string): Promise<void> {
  const answer = await ask(page, "/account/payments")
  if (answer.status() !== 200) await signIn(page, address, "/account/payments")
}

/** What Stripe's stand-in has of a customer's subscription. */
async function subscriptionAtStripe(address: string): Promise<{ id: string; customer: string }> {
  const { data } = await atStripe("subscriptions?status=all&limit=100&expand[]=data.customer")
  const all = z.array(
    z.object({ id: z.string(), customer: z.object({ id: z.string(), email: z.string() }) }),
  )
  const own = all.parse(data).find(({ customer }) => customer.email === address)
  if (!own) throw new Error(`${address} has no subscription at Stripe.`)
  return { id: own.id, customer: own.customer.id }
}

const atStripe = (path: string, fields?: Record<string, string>) =>
  callStripe(sandboxUrl(), path, fields, SANDBOX_STRIPE_KEY)

/** From now on the bank of a customer refuses. */
async function failCard(address: string): Promise<void> {
  const { id, customer } = await subscriptionAtStripe(address)
  const card = await atStripe("payment_methods/pm_card_chargeCustomerFail/attach", { customer })
  await atStripe(`subscriptions/${id}`, { default_payment_method: String(card.id) })
}

// A card each: a trial is given once to a card.
const ways = [
  { name: "webhooks in order", deliveries: "deliver", card: "4000 0027 6000 0016" },
  { name: "webhooks shuffled", deliveries: "shuffle", card: "4000 0025 0000 0003" },
  { name: "no webhook, and the reconciler", deliveries: "drop", card: "4000 0082 6000 0000" },
] as const

for (const { name, deliveries, card } of ways)
  test(`with ${name}: trial, charge, renewal, failure, grace, end`, async ({ page }) => {
    await control("deliveries", { mode: deliveries })
    const reconciler = deliveries === "drop" ? startReconciler() : null
    const heard = async () => reconciler?.reconcile()
    const address = newAddress()
    await signIn(page, address, `/products/${film.slug}`)
    expect(await seen(page)).toEqual(closed)

    // A page that was open before.
    const other = await page.context().newPage()
    await other.goto("/plans")
    await other.getByTestId("subscribe-evening-0").click()
    await pay(other, address, card)
    await other.waitForURL("**/account/subscription?started=1")
    await other.close()
    await page.reload()
    await expect(page.getByTestId(`offer-${film.slug}-own`)).toHaveAttribute("data-action", "watch")
    expect(await seen(page)).toEqual(openBy("trial"))
    expect(await statusOf(page, await copyAddress(page))).toBe(206)

    // The trial ends with the first charge, at the introductory price.
    await pass({ days: 14, hours: 2 })
    await heard()
    await keepIn(page, address)
    await expect.poll(() => seen(page)).toEqual(openBy("in-plan"))
    await expect.poll(() => paymentsOf(page)).toEqual([499])
    expect(await statusOf(page, await copyAddress(page))).toBe(206)

    // A renewal: an invoice is a draft for an hour, and locks nobody out.
    await pass({ months: 1, minutes: -90 })
    await keepIn(page, address)
    await expectOpen(page, "in-plan")
    await pass({ hours: 2 })
    await heard()
    await expect.poll(() => paymentsOf(page)).toEqual([499, 499])
    await expectOpen(page, "in-plan")
    expect(await statusOf(page, await copyAddress(page))).toBe(206)

    // Higher at once, lower at the end of what is paid; and a cancellation that is taken back.
    expect((await seen(page, lateFilm)).product).toBe("buy")
    const charged = await change(page, "evening", "late-show")
    await heard()
    await expect.poll(() => seen(page, lateFilm)).toEqual(openBy("in-plan"))
    await expect.poll(() => paymentsOf(page)).toEqual([charged, 499, 499])
    await change(page, "late-show", "evening")
    await own(page, "late-show").getByTestId("cancel").click()
    await page.getByTestId("confirm-cancel").click()
    await expect(page.getByTestId("subscription-done")).toHaveAttribute("data-result", "cancelled")
    await own(page, "late-show").getByTestId("resume").click()
    await expect(page.getByTestId("subscription-done")).toHaveAttribute("data-result", "resumed")
    await change(page, "late-show", "evening")
    expect(await seen(page, lateFilm)).toEqual(openBy("in-plan"))
    const late = await copyAddress(page, lateFilm)
    await moveTo(await openUntil(page, lateFilm))
    await pass({ hours: 2 })
    await heard()
    await keepIn(page, address)
    await expect.poll(() => seen(page, lateFilm)).toEqual(closed)
    expect(await statusOf(page, late)).toBe(404)
    await expectOpen(page, "in-plan")
    await expect.poll(() => paymentsOf(page)).toEqual([999, charged, 499, 499])

    // A renewal that fails: the days of grace, to their last minute.
    await failCard(address)
    await pass({ months: 1 })
    await heard()
    await keepIn(page, address)
    await expect.poll(() => seen(page)).toEqual(openBy("grace"))
    const endsAt = await openUntil(page)
    await moveTo(new Date(endsAt.getTime() - 60_000))
    await keepIn(page, address)
    expect(await seen(page)).toEqual(openBy("grace"))
    const copied = await copyAddress(page)
    expect(await statusOf(page, copied)).toBe(206)
    await moveTo(endsAt)
    expect(await seen(page)).toEqual(closed)
    expect(await statusOf(page, copied)).toBe(404)

    // After the last try Stripe ends it.
    await pass({ days: 15 })
    await heard()
    await keepIn(page, address)

    expect(await seen(page)).toEqual(closed)
    await expect.poll(() => statusOfPlan(page, "evening")).toBe("canceled")
    await page.goto("/account/subscription")
    await expect(page.getByTestId("no-subscription")).toBeVisible()
    expect(await paymentsOf(page)).toEqual([999, charged, 499, 499])
    await reconciler?.stop()
  })

import { env, isLiveMode } from "@/lib/env"
import type { Check } from "@/lib/setup/rules"
import type { SetupFacts } from "@/lib/setup/store"

/** Whether there is something to buy, with something to deliver. */
export function checkProduct({
  product,
  unfinished,
}: Pick<SetupFacts, "product" | "unfinished">): Check {
  const check = { id: "product", title: "Something is for sale" } as const
  const make = `Make one at ${env().PUBLIC_URL}/admin/products/new, give it a price and files, and put it on the shelf.`
  if (product && !product.isDemo)
    return { ...check, state: "ok", found: `${product.title} has a price and files.`, fix: null }
  if (unfinished)
    return {
      ...check,
      state: "todo",
      found: `${unfinished} is on the shelf, but an edition of it lacks a price above 0, or files.`,
      fix: `Give it both: ${env().PUBLIC_URL}/admin/products`,
    }
  if (product)
    return {
      ...check,
      state: "warning",
      found: "Only the demonstration’s goods are for sale.",
      fix: make,
    }
  return { ...check, state: "todo", found: "Nothing is for sale that has files.", fix: make }
}

/** Whether somebody has bought something: from the button to the file, all of it has worked once. */
export function checkPurchase({
  purchase,
  product,
}: Pick<SetupFacts, "purchase" | "product">): Check {
  const check = { id: "purchase", title: "A purchase has gone through" } as const
  if (purchase === "live" || (purchase === "test" && !isLiveMode()))
    return { ...check, state: "ok", found: "An order is paid.", fix: null }
  const found = words[purchase]
  if (!product) return { ...check, state: "todo", found, fix: "First put something on the shelf." }
  const page = `${env().PUBLIC_URL}/products/${product.slug}`
  const fix = isLiveMode()
    ? `The key is a live one, so money moves: buy it yourself at ${page} with a card of your own, open the file, and refund it at ${env().PUBLIC_URL}/admin/orders. Stripe keeps its fee.`
    : `Buy at ${page}, or by the button at ${env().PUBLIC_URL}/admin/setup, with the card 4242 4242 4242 4242, any day to come and any three digits, and open the file. Without Stripe’s page: npm run shop -- simulate-purchase --edition ${product.edition} --email you@example.com`
  return { ...check, state: purchase === "none" ? "todo" : "warning", found, fix }
}

const words = {
  test: "An order is paid in test mode, none with money.",
  simulated: "Only simulated orders are paid.",
  none: "No order is paid yet.",
}

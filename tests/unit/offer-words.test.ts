import { describe, expect, it } from "vitest"
import { offerData } from "@/components/offer-data"
import { offerLabel, offerReason, type Say } from "@/components/offer-words"
import type { Offer, OfferAction, OfferReason } from "@/lib/entitlements/rules"
import { formatMoment } from "@/lib/formats"
import { cinema } from "@/tests/support/offers"

const until = new Date("2026-11-23T14:00:00Z")
const say: Say = {
  moment: () => "<moment>",
  day: () => "<day>",
  span: (seconds) => `<${seconds} s>`,
  plan: ({ title }) => `<plan ${title}>`,
}
const offer = (action: OfferAction, reason: OfferReason, more: Partial<Offer> = {}): Offer => ({
  action,
  reason,
  price: null,
  plan: null,
  checkoutId: null,
  linkVersion: null,
  entitlementId: null,
  source: null,
  until: null,
  rentSeconds: null,
  isInLibrary: false,
  needsSignIn: false,
  ...more,
})

type Row = [offer: Offer, label: string, reason: string | null]

const rows: Row[] = [
  [offer("buy", "for-sale"), "Buy now", null],
  [
    offer("buy", "for-sale", { rentSeconds: 60 }),
    "Rent now",
    "Opens for <60 s> from the payment on.",
  ],
  [offer("get", "free"), "Get it free", null],
  [offer("download", "purchased"), "Download", "You own this."],
  [offer("watch", "purchased", { until }), "Watch now", "Rented until <moment>."],
  [offer("read", "granted"), "Read now", "This was given to you."],
  [offer("read", "granted", { until }), "Read now", "Given to you until <moment>."],
  [
    offer("none", "payment-pending"),
    "Payment pending",
    "Your payment is on its way. It opens as soon as that is here.",
  ],
  [
    offer("none", "limit-reached"),
    "No downloads left",
    "You own this, and have used all downloads of your order.",
  ],
  [
    offer("none", "disputed", { until }),
    "Payment disputed",
    "Your bank asked for the money back on <day>; it is closed until that is settled.",
  ],
  [
    offer("buy", "refunded", { until }),
    "Buy now",
    "You bought this before, and it was refunded on <day>.",
  ],
  [offer("buy", "expired", { until }), "Buy now", "Your access ended on <moment>."],
  [
    offer("none", "archived"),
    "No longer sold",
    "This is no longer sold. Whoever bought it keeps it.",
  ],
  [offer("none", "not-released"), "Not released yet", null],
  [offer("none", "plan-only"), "Only in a plan", null],
  [offer("subscribe", "plan-only", { plan: cinema }), "Subscribe", "<plan Cinema>"],
  [offer("subscribe", "for-sale", { plan: cinema }), "Subscribe", "<plan Cinema>"],
  [offer("watch", "in-plan", { until }), "Watch now", "In your plan until <day>."],
  [offer("read", "in-plan"), "Read now", "In your plan."],
  [offer("watch", "trial", { until }), "Watch now", "Free trial until <day>."],
  [offer("watch", "grace", { until }), "Watch now", "Your payment is late: open until <moment>."],
  [offer("watch", "paused"), "Watch now", "Your plan is paused; this stays open meanwhile."],
  [
    offer("watch", "paused", { until }),
    "Watch now",
    "Your plan is paused; this stays open until <day>.",
  ],
  [
    offer("renew", "paused", { until }),
    "Resume",
    "Your plan is paused since <day>. Resume it to open this.",
  ],
  [
    offer("buy", "expired", { until, source: "subscription" }),
    "Buy now",
    "Your plan ended on <moment>.",
  ],
  [
    offer("buy", "refunded", { until, source: "subscription" }),
    "Buy now",
    "Your plan’s payment was refunded on <day>.",
  ],
  [offer("renew", "expired", { until }), "Renew", "Your plan ended on <moment>."],
  [offer("renew", "refunded", { until }), "Renew", "Your plan’s payment was refunded on <day>."],
  [
    offer("renew", "disputed", { until }),
    "Renew",
    "Your bank asked for your plan’s payment back on <day>; the plan is closed until that is settled.",
  ],
]

/** What gifts will bring; nothing makes these yet. */
const notYet: OfferReason[] = ["gift"]

describe("X2: why this button", () => {
  it.each(rows)("%o", (given, label, reason) => {
    expect(offerLabel(given)).toBe(label)
    expect(offerReason(given, say)).toBe(reason)
  })

  it.each(rows)("words and data agree: %o", (given) => {
    const data = offerData(given, "a-book")
    expect(data).toMatchObject({
      "data-testid": "offer-a-book",
      "data-action": given.action,
      "data-reason": given.reason,
    })
    expect(data["data-until"]).toBe(given.until?.toISOString())
    expect(/<(moment|day)>/.test(offerReason(given, say) ?? "")).toBe(given.until !== null)
  })

  it("every reason of the shop has its row here, but those that nothing makes yet", () => {
    const reasons: Record<OfferReason, true> = {
      "for-sale": true,
      free: true,
      purchased: true,
      "in-plan": true,
      trial: true,
      grace: true,
      paused: true,
      granted: true,
      gift: true,
      "plan-only": true,
      "payment-pending": true,
      refunded: true,
      disputed: true,
      "limit-reached": true,
      expired: true,
      archived: true,
      "not-released": true,
    }
    const shown = new Set(rows.map(([{ reason }]) => reason))
    expect(Object.keys(reasons).filter((reason) => !shown.has(reason as OfferReason))).toEqual(
      notYet,
    )
  })

  it("writes a moment in the shop's locale, with its zone", () => {
    expect(formatMoment(until, "en-GB", "UTC")).toBe("23 Nov 2026, 14:00 UTC")
    expect(formatMoment(until, "de-DE", "Europe/Berlin")).toBe("23. Nov. 2026, 15:00 MEZ")
  })
})

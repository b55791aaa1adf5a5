import { openDownload } from "@/lib/delivery/open-download"
import { streamUrl } from "@/lib/delivery/open-stream"
import { adminDoors } from "@/tests/e2e/support/admin-doors"
import { paidText, type World } from "@/tests/e2e/support/world"

/** A request as a browser would send it. */
export type Knock = {
  path: string
  method?: "GET" | "POST"
  form?: Record<string, string>
  json?: Record<string, unknown>
}

export type Answer = { status: number; location: string; text: string }

/**
 * Who may pass an address of the shop.
 * - anyone: no page or answer there depends on an id of anybody's.
 * - customer: shows a signed-in customer their own and takes no id; anybody else must sign in.
 * - administrator: of the administration. To anybody else, a customer too, there is no such page.
 * - owner: takes an id. `isOpen` tells the owner's answer from everybody else's.
 * - key: the address is the key. A letter changed, and it opens nothing.
 */
export type Door =
  | { who: "anyone"; why: string }
  | { who: "customer"; knock?: Knock }
  | {
      who: "administrator"
      knock: (world: World) => Knock
      /** The statuses that an administrator and support get; 200 where nothing is said. */
      answers?: [number, number]
    }
  | {
      who: "owner"
      knock: (world: World) => Knock
      isOpen: (answer: Answer, world: World) => boolean
    }
  | { who: "key"; knock: (world: World) => Promise<Knock> | Knock }

/** Every address of the shop. One that is missing here fails tests/unit/doors.test.ts. */
export const doors: Record<string, Door> = {
  "/": { who: "anyone", why: "the catalogue" },
  "/search": { who: "anyone", why: "what is for sale" },
  "/legal/[slug]": { who: "anyone", why: "the law" },
  "/products/[slug]": { who: "anyone", why: "what is for sale" },
  "/media/[...key]": { who: "anyone", why: "covers" },
  "/plans": { who: "anyone", why: "what is for sale" },
  "/plans/try-again": { who: "anyone", why: "a price and an attempt" },
  "/api/plans": { who: "anyone", why: "what is for sale" },
  "/orders": { who: "anyone", why: "mails links to their owner" },
  "/account/deleted": { who: "anyone", why: "says the same to everybody" },
  "/checkout/thanks": { who: "anyone", why: "says the same to everybody" },
  "/checkout/try-again": { who: "anyone", why: "an edition and an attempt" },
  "/checkout/success": {
    who: "anyone",
    why: "opens in the browser that began it alone: webhooks/fulfilment",
  },
  "/api/health": { who: "anyone", why: "for load balancers" },
  "/api/search/suggestions": { who: "anyone", why: "what is for sale" },
  "/api/webhooks/stripe": {
    who: "anyone",
    why: "signed by Stripe: integration/webhooks/receiving",
  },
  "/api/webhooks/resend": {
    who: "anyone",
    why: "signed by Resend: integration/releases/deliveries",
  },
  "/api/auth/[...nextauth]": { who: "anyone", why: "signs in: integration/auth" },
  "/sign-in": { who: "anyone", why: "asks for an address" },
  "/sign-in/second-factor": { who: "anyone", why: "about the session: integration/auth" },
  "/sign-in/code": { who: "anyone", why: "bound to the browser's cookie: integration/auth" },

  "/library": { who: "customer" },
  "/account": { who: "customer" },
  "/account/address": { who: "customer" },
  "/account/cards": { who: "customer" },
  "/account/payments": { who: "customer" },
  "/account/privacy": { who: "customer" },
  "/account/cards/added": {
    who: "anyone",
    why: "only its own customer's session of Stripe's keeps a card: integration/account/cards",
  },
  "/account/sessions": { who: "customer" },
  "/account/second-factor": {
    who: "administrator",
    knock: () => ({ path: "/account/second-factor" }),
  },
  "/account/subscription": { who: "customer" },
  "/api/account/export": {
    who: "customer",
    knock: { path: "/api/account/export", method: "POST", form: {} },
  },

  "/library/[slug]": {
    who: "owner",
    knock: ({ book }) => ({ path: `/library/${book.product.slug}` }),
    isOpen: ({ status }) => status === 200,
  },
  "/account/payments/[id]": {
    who: "owner",
    knock: ({ book }) => ({ path: `/account/payments/${book.id}` }),
    isOpen: ({ status }) => status === 200,
  },
  "/account/subscription/[id]/cancel": {
    who: "owner",
    knock: ({ subscriptions }) => ({
      path: `/account/subscription/${subscriptions.running}/cancel`,
    }),
    isOpen: ({ status }) => status === 200,
  },
  "/account/subscription/[id]/change": {
    who: "owner",
    knock: ({ subscriptions }) => ({
      path: `/account/subscription/${subscriptions.running}/change`,
    }),
    isOpen: ({ status }) => status === 200,
  },
  "/checkout/pending": {
    who: "owner",
    knock: ({ book }) => ({ path: `/checkout/pending?order=${book.id}` }),
    isOpen: ({ location }, { book }) => location.endsWith(`/orders/${book.token}`),
  },
  "/watch/[slug]": {
    who: "owner",
    knock: ({ film }) => ({ path: `/watch/${film.product.slug}` }),
    isOpen: ({ text }) => text.includes("/api/streams/"),
  },
  "/read/[slug]": {
    who: "owner",
    knock: ({ article }) => ({ path: `/read/${article.product.slug}` }),
    isOpen: ({ text }) => text.includes(paidText),
  },
  "/api/library/downloads": {
    who: "owner",
    knock: ({ book }) => ({
      path: "/api/library/downloads",
      method: "POST",
      form: { file: book.file.id },
    }),
    isOpen: ({ location }) => location.includes("/api/downloads/"),
  },
  "/api/positions": {
    who: "owner",
    knock: ({ film }) => ({
      path: "/api/positions",
      method: "POST",
      json: { file: film.file.id, seconds: 61, duration: 120, hasEnded: false },
    }),
    isOpen: ({ status }) => status === 204,
  },
  "/api/streams": {
    who: "owner",
    knock: ({ film }) => ({ path: "/api/streams", method: "POST", json: { file: film.file.id } }),
    isOpen: ({ status, text }) => status === 200 && text.includes("/api/streams/"),
  },
  "/account/address/continue": {
    who: "owner",
    knock: ({ addressToken }) => ({ path: `/account/address/continue?token=${addressToken}` }),
    isOpen: ({ text }, { newEmail }) => text.includes(newEmail),
  },

  ...adminDoors,

  "/orders/[token]": { who: "key", knock: ({ book }) => ({ path: `/orders/${book.token}` }) },
  "/api/orders/[token]/downloads": {
    who: "key",
    knock: ({ book }) => ({
      path: `/api/orders/${book.token}/downloads`,
      method: "POST",
      form: { file: book.file.id },
    }),
  },
  "/api/orders/[token]/papers/[number]": {
    who: "key",
    knock: ({ book, paperNumber }) => ({ path: `/api/orders/${book.token}/papers/${paperNumber}` }),
  },
  "/api/downloads/[grant]": {
    who: "key",
    knock: async ({ book }) => {
      const opened = await openDownload({
        door: { kind: "order", token: book.token },
        fileId: book.file.id,
        network: null,
        userAgent: null,
      })
      if (opened.outcome !== "granted") throw new Error(`No grant but ${opened.outcome}.`)
      return { path: opened.url }
    },
  },
  "/api/streams/[grant]": {
    who: "key",
    knock: ({ film, filmEntitlementId }) => ({ path: streamUrl(filmEntitlementId, film.file.id) }),
  },
  "/unsubscribe/[token]": {
    who: "key",
    knock: ({ unsubscribeToken }) => ({ path: `/unsubscribe/${unsubscribeToken}` }),
  },
  "/api/unsubscribe/[token]": {
    who: "key",
    knock: ({ unsubscribeToken }) => ({
      path: `/api/unsubscribe/${unsubscribeToken}`,
      method: "POST",
      form: { wish: "stop" },
    }),
  },
  "/sign-in/continue": {
    who: "key",
    knock: ({ linkToken }) => ({ path: `/sign-in/continue?token=${linkToken}` }),
  },
}

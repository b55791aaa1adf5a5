import type { World } from "@/tests/e2e/support/world"

/** Server actions that no id of anybody's goes into, and why that is so. */
export const stateless: Record<string, string> = {
  "app/(shop)/actions.ts#chooseCurrency": "a cookie of the browser",
  "app/(shop)/products/[slug]/actions.ts#buyNow": "an edition, for whoever pays",
  "app/(shop)/products/[slug]/actions.ts#getFree": "goes to the mailed link alone",
  "app/(shop)/plans/actions.ts#subscribe": "a price, for whoever is signed in",
  "app/orders/[token]/actions.ts#withdraw": "the order's own key: integration/refunds",
  "app/orders/[token]/actions.ts#makeInvoice": "the order's own key: integration/papers",
  "app/orders/actions.ts#mailLinks": "goes to the address alone",
  "app/sign-in/actions.ts#askToSignIn": "goes to the address alone",
  "app/sign-in/actions.ts#enterCode": "bound to the browser's cookie: integration/auth",
  "app/sign-in/actions.ts#continueSignIn": "the mail's own key: integration/auth",
  "app/sign-in/actions.ts#continueWithGoogle": "signs in at Google",
  "app/account/actions.ts#saveName": "the name of whoever is signed in",
  "app/account/address/actions.ts#askToChange": "goes to the address alone",
  "app/account/address/actions.ts#enterChangeCode": "bound to session and cookie: integration/auth",
  "app/account/address/actions.ts#forgetChange": "a cookie of the browser",
  "app/account/cards/actions.ts#add": "a card for whoever is signed in",
  "app/account/subscription/actions.ts#manage": "Stripe's page of whoever is signed in",
  "app/account/second-factor/actions.ts#begin": "of whoever is signed in: e2e second-factor",
  "app/account/second-factor/actions.ts#confirm": "of whoever is signed in: e2e second-factor",
  "app/account/second-factor/actions.ts#renewCodes": "of whoever is signed in: e2e second-factor",
  "app/account/second-factor/actions.ts#giveUp": "of whoever is signed in: e2e second-factor",
  "app/sign-in/second-factor/actions.ts#showSecondFactor": "the session of whoever is signed in",
  "app/account/privacy/actions.ts#deleteMyAccount": "the account of whoever is signed in",
  "app/account/privacy/actions.ts#signInAgain": "the session of whoever is signed in",
  "app/account/sessions/actions.ts#endOthers": "the sessions of whoever is signed in",
  "app/account/sessions/actions.ts#signOutEverywhere": "the sessions of whoever is signed in",
  "app/account/sessions/actions.ts#signOutHere": "the session of whoever is signed in",
}

/**
 * Server actions that take an id of somebody's, with the owner's page that holds their forms. The
 * sweep sends each form of those pages again as somebody else, and as nobody.
 */
export const replayed: Record<string, (world: World) => string> = {
  "app/library/actions.ts#archive": ({ book }) => `/library/${book.product.slug}`,
  "app/library/actions.ts#unarchive": ({ article }) => `/library/${article.product.slug}`,
  "app/account/address/actions.ts#continueChange": ({ addressToken }) =>
    `/account/address/continue?token=${addressToken}`,
  "app/account/cards/actions.ts#choose": () => "/account/cards",
  "app/account/cards/actions.ts#remove": () => "/account/cards",
  "app/account/subscription/actions.ts#pause": () => "/account/subscription",
  "app/account/subscription/actions.ts#resume": () => "/account/subscription",
  "app/account/subscription/actions.ts#retry": () => "/account/subscription",
  "app/account/subscription/actions.ts#takeBack": () => "/account/subscription",
  "app/account/subscription/[id]/cancel/actions.ts#cancel": ({ subscriptions }) =>
    `/account/subscription/${subscriptions.running}/cancel`,
  "app/account/subscription/[id]/change/actions.ts#confirm": ({ subscriptions }) =>
    `/account/subscription/${subscriptions.running}/change?price=${subscriptions.otherPriceId}`,
  "app/account/payments/actions.ts#sendReceipt": ({ book }) => `/account/payments/${book.id}`,
  "app/account/sessions/actions.ts#endOne": () => "/account/sessions",
}

/**
 * Server actions of the administration, with the page that holds their forms. The sweep sends each form
 * of those pages again as a customer, whose own things they may be about, as support, and as nobody.
 */
export const administered: Record<string, (world: World) => string> = {
  "app/admin/orders/actions.ts#giveDownloadsBack": ({ book }) => `/admin/orders/${book.id}`,
  "app/admin/orders/actions.ts#renewLink": ({ book }) => `/admin/orders/${book.id}`,
  "app/admin/orders/actions.ts#mailReceipt": ({ book }) => `/admin/orders/${book.id}`,
  "app/admin/orders/actions.ts#makeCopyAgain": ({ book }) => `/admin/orders/${book.id}`,
  "app/admin/orders/actions.ts#revokePurchase": ({ book }) => `/admin/orders/${book.id}`,
  "app/admin/orders/actions.ts#restorePurchase": ({ closedOrderId }) =>
    `/admin/orders/${closedOrderId}`,
  "app/admin/orders/actions.ts#release": ({ withheldOrderId }) =>
    `/admin/orders/${withheldOrderId}`,
  "app/admin/orders/actions.ts#reassign": ({ book }) => `/admin/orders/${book.id}`,
  "app/admin/undelivered/actions.ts#mailReceiptAgain": () => "/admin/undelivered",
  "app/admin/refunds/actions.ts#refund": ({ chargedOrderId }) =>
    `/admin/orders/${chargedOrderId}/refund?what=full`,
  "app/admin/customers/actions.ts#grant": ({ customerId }) => `/admin/customers/${customerId}`,
  "app/admin/customers/actions.ts#takeGrantBack": ({ customerId }) =>
    `/admin/customers/${customerId}`,
  "app/admin/customers/actions.ts#endSubscription": ({ customerId }) =>
    `/admin/customers/${customerId}`,
  "app/admin/customers/actions.ts#askStripeAgain": ({ customerId }) =>
    `/admin/customers/${customerId}`,
  "app/admin/products/actions.ts#save": ({ book }) => `/admin/products/${book.product.slug}`,
  "app/admin/products/actions.ts#remove": ({ book }) => `/admin/products/${book.product.slug}`,
  "app/admin/products/actions.ts#changeMany": () => "/admin/products",
  "app/admin/team/actions.ts#saveRequirement": () => "/admin/team",
  "app/admin/plans/actions.ts#save": () => "/admin/plans/matinee",
  "app/admin/plans/actions.ts#retire": () => "/admin/plans",
  "app/admin/plans/actions.ts#chooseDefault": () => "/admin/plans",
  "app/admin/plans/actions.ts#changeSettings": () => "/admin/plans",
  "app/admin/operations/actions.ts#keepFor": () => "/admin/operations",
  "app/admin/setup/actions.ts#mailMe": () => "/admin/setup",
  "app/admin/products/[slug]/files/actions.ts#bringOut": filesPage,
  "app/admin/products/[slug]/files/actions.ts#takeBack": filesPage,
  "app/admin/products/[slug]/files/actions.ts#bringBack": filesPage,
  "app/admin/events/actions.ts#retry": ({ waitingEventId }) => `/admin/events/${waitingEventId}`,
}

function filesPage({ versions }: World): string {
  return `/admin/products/${versions.slug}/files`
}

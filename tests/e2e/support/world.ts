import { z } from "zod"
import type { Role } from "@/lib/administrators/rules"
import { addBrowserOrder, BROWSER_ORDERS_COOKIE } from "@/lib/checkout/rules"
import { plusSeconds } from "@/lib/clock"
import { db } from "@/lib/db"
import { newId, signToken } from "@/lib/tokens"
import { askStripe } from "@/tests/e2e/support/ask-stripe"
import { makeOddOrders, type OddOrders } from "@/tests/e2e/support/make-odd-orders"
import { type MadeSubscriptions, makeSubscriptions } from "@/tests/e2e/support/make-subscriptions"
import {
  type MadeOrder,
  type MadeProduct,
  makePaidOrder,
  makeProduct,
  makeRelease,
} from "@/tests/support/factories"
import { grantAccess } from "@/tests/support/grant-access"
import { makeInvoice } from "@/tests/support/make-invoice"
import { makeSession } from "@/tests/support/session"

/** Somebody with goods of every kind, whose things nobody else may see or change. */
export type World = {
  customerId: string
  email: string
  cookie: string
  book: MadeOrder
  film: MadeOrder
  article: MadeOrder
  filmEntitlementId: string
  /** Has two saved cards. */
  stripeCustomerId: string
  /** The keys in two mails to them: to sign in, and to change to `newEmail`. */
  linkToken: string
  addressToken: string
  newEmail: string
  /** The way out in a mail about a new version. */
  unsubscribeToken: string
  subscriptions: MadeSubscriptions
  /** An event that waits; no reconciler takes it up. */
  waitingEventId: string
  /** Of an administrator's, under way. */
  uploadId: string
  /** A product with a version that may be taken back, and one that was. */
  versions: MadeProduct
  /** An invoice of theirs. */
  invoiceId: string
  /** The number of the book's invoice. */
  paperNumber: number
} & OddOrders

/** A text that stands in the paid part of the owner's article, and nowhere else. */
export const paidText = "Only who has paid reads this sentence."

/** Makes the owner of everything that the sweep tries to reach. */
export async function makeWorld(): Promise<World> {
  const email = `owner-${newId()}@example.com`
  const book = await makePaidOrder({
    email,
    products: [await makeProduct({ title: "A Book", editions: [{ downloadLimit: 50 }] })],
    downloadsLeft: 45,
  })
  const film = await makePaidOrder({
    email,
    products: [
      await makeProduct({
        title: "A Film",
        kind: "video",
        editions: [{ files: [{ name: "film.webm", contentType: "video/webm" }] }],
      }),
    ],
  })
  const text = `# An Article\n\nThe beginning is free.\n\n<!-- more -->\n\n${paidText}\n`
  const article = await makePaidOrder({
    email,
    products: [
      await makeProduct({
        title: "An Article",
        kind: "article",
        editions: [
          {
            files: [{ name: "article.md", contentType: "text/markdown", bytes: Buffer.from(text) }],
          },
        ],
      }),
    ],
  })
  const { customerId } = book
  const { cookie } = await makeSession(customerId)
  await makeSession(customerId)
  await db().archivedProduct.create({ data: { customerId, productId: article.product.id } })
  await grantAccess(customerId, { groupName: "granted" })
  const asked = { createdAt: new Date(), usedAt: new Date() }
  await db().stampedCopy.create({
    data: {
      customerId,
      fileId: book.file.id,
      email,
      state: "unfit",
      reason: "it is signed",
      ...asked,
    },
  })
  const { id: filmEntitlementId } = await db().entitlement.findUniqueOrThrow({
    where: { purchaseId: film.purchaseId },
  })
  const newEmail = `new-${email}`
  const linkToken = await makeProof({ purpose: "sign_in", email, customerId: null })
  const addressToken = await makeProof({ purpose: "change_email", email: newEmail, customerId })
  const unsubscribeToken = await makeReleaseMail(customerId, email)
  const subscriptions = await makeSubscriptions(customerId)
  const keys = {
    stripeCustomerId: await makeCards(customerId),
    linkToken,
    addressToken,
    unsubscribeToken,
    newEmail,
    subscriptions,
    waitingEventId: await makeWaitingEvent(),
    uploadId: await makeUpload(),
    versions: await makeVersions(),
    paperNumber: await makeInvoice(book),
  }
  const owned = { ...(await makeOddOrders(email)), invoiceId: subscriptions.invoiceId }
  return { customerId, email, cookie, book, film, article, filmEntitlementId, ...keys, ...owned }
}

async function makeVersions(): Promise<MadeProduct> {
  const product = await makeProduct({ title: "A Book of Three Versions" })
  await makeRelease(product, product.edition, { version: "2.0" })
  await makeRelease(product, product.edition, { version: "3.0", name: "mistaken.pdf" })
  await db().release.updateMany({
    where: { productId: product.id, version: "3.0" },
    data: { withdrawnAt: new Date() },
  })
  return product
}

async function makeUpload(): Promise<string> {
  const id = newId()
  const began = { createdAt: new Date(), touchedAt: new Date() }
  const createdBy = "an administrator"
  await db().upload.create({ data: { id, name: "book.pdf", size: 10n, createdBy, ...began } })
  return id
}

async function makeWaitingEvent(): Promise<string> {
  const id = `evt_${newId()}`
  await db().stripeEvent.create({
    data: {
      id,
      type: "checkout.session.completed",
      livemode: false,
      payload: { id },
      createdAt: new Date(),
      parkedAt: new Date(),
    },
  })
  return id
}

async function makeCards(customerId: string): Promise<string> {
  const { id } = created.parse(await askStripe("customers", { name: "Owner" }))
  for (const name of ["pm_card_visa", "pm_card_mastercard"])
    await askStripe(`payment_methods/${name}/attach`, { customer: id })
  await db().customer.update({ where: { id: customerId }, data: { stripeCustomerId: id } })
  return id
}

// The shop under test and its sandbox share a key of their own.
const created = z.object({ id: z.string() })

async function makeProof(proof: {
  purpose: "sign_in" | "change_email"
  email: string
  customerId: string | null
}): Promise<string> {
  const [id, createdAt] = [newId(), new Date()]
  const expiresAt = plusSeconds(createdAt, 3600)
  await db().addressProof.create({
    data: { id, ...proof, browserHash: "none", callbackPath: "/library", createdAt, expiresAt },
  })
  return signToken("address-proof", id)
}

/** Somebody who may open /admin; gives the cookie of their browser. */
export async function makeAdministrator(role: Role): Promise<string> {
  const [id, email] = [newId(), `${role}-${newId()}@example.com`]
  await db().customer.create({ data: { id, email } })
  await db().administrator.create({ data: { email, role } })
  return (await makeSession(id)).cookie
}

/** A mail about a new version, as one that was sent; the key of its way out. */
export async function makeReleaseMail(customerId: string, recipient: string): Promise<string> {
  const [id, sentAt] = [newId(), new Date()]
  const { id: releaseId } = await db().release.findFirstOrThrow()
  await db().mail.create({
    data: { id, kind: "release", subject: releaseId, recipient, customerId, sentAt },
  })
  return signToken("unsubscribe", id)
}

/** A customer of the same shop who owns nothing. */
export async function makeIntruder(): Promise<{ customerId: string; cookie: string }> {
  const customerId = newId()
  await db().customer.create({
    data: { id: customerId, email: `intruder-${customerId}@example.com` },
  })
  return { customerId, cookie: (await makeSession(customerId)).cookie }
}

/** The cookie of a browser that began an order without signing in. */
export function guestCookie(order: MadeOrder): string {
  return `${BROWSER_ORDERS_COOKIE}=${addBrowserOrder(undefined, order.id)}`
}

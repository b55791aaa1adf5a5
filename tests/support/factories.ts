import { randomBytes } from "node:crypto"
import type { ProductKind } from "@/lib/catalog/rules"
import { plusSeconds } from "@/lib/clock"
import { db } from "@/lib/db"
import { newId, signToken } from "@/lib/tokens"
import { type FileOptions, type MadeFile, makeFile } from "@/tests/support/file-factory"

// Rows as the shop itself writes them, with defaults for everything, straight into the database.

export type EditionOptions = {
  slug?: string
  title?: string
  format?: string
  isSample?: boolean
  /** Minor units; null: no price. */
  amount?: number | null
  currency?: string
  downloadLimit?: number
  /** Seconds that a purchase opens it; for ever, when not given. */
  accessSeconds?: number
  files?: FileOptions[]
}
export type ProductOptions = {
  slug?: string
  title?: string
  summary?: string
  kind?: ProductKind
  groups?: string[]
  /** Null: a draft. */
  publishedAt?: Date | null
  archivedAt?: Date | null
  requiresSignIn?: boolean
  releasedAt?: Date
  /** One edition with one file, when not given. */
  editions?: EditionOptions[]
}

export type MadeEdition = {
  id: string
  slug: string
  title: string
  priceId: string | null
  amount: number
  currency: string
  downloadLimit: number
  file: MadeFile
  files: MadeFile[]
}
export type MadeProduct = {
  id: string
  slug: string
  title: string
  edition: MadeEdition
  editions: MadeEdition[]
}

/** A published product with its editions, prices, and a release "1.0" whose bytes are in the store. */
export async function makeProduct(options: ProductOptions = {}): Promise<MadeProduct> {
  const slug = options.slug ?? `product-${randomBytes(5).toString("hex")}`
  const product = { id: newId(), slug, title: options.title ?? "The Book" }
  await db().product.create({
    data: {
      ...product,
      kind: options.kind ?? "file",
      summary: options.summary ?? "",
      groups: options.groups ?? [],
      publishedAt: options.publishedAt === undefined ? hoursAgo(48) : options.publishedAt,
      archivedAt: options.archivedAt ?? null,
      requiresSignIn: options.requiresSignIn ?? false,
    },
  })
  const release = { version: "1.0", releasedAt: options.releasedAt ?? hoursAgo(24) }
  const releaseId = await createRelease(product.id, release)
  const editions: MadeEdition[] = []
  for (const [position, edition] of (options.editions ?? [{}]).entries())
    editions.push(await makeEdition(product, releaseId, position, edition))
  return { ...product, edition: first(editions), editions }
}

async function makeEdition(
  product: { id: string; slug: string },
  releaseId: string,
  position: number,
  options: EditionOptions,
): Promise<MadeEdition> {
  const edition = {
    id: newId(),
    slug: options.slug ?? `${product.slug}-${position + 1}`,
    title: options.title ?? "PDF",
    downloadLimit: options.downloadLimit ?? 5,
  }
  const accessSeconds = options.accessSeconds ?? null
  const { format = "PDF", isSample = false, currency = "usd", amount = 1999 } = options
  await db().edition.create({
    data: { ...edition, productId: product.id, format, isSample, position, accessSeconds },
  })
  const priceId = amount === null ? null : newId()
  if (priceId)
    await db().price.create({
      data: { id: priceId, editionId: edition.id, currency, amount: amount ?? 0 },
    })
  const files: MadeFile[] = []
  for (const file of options.files ?? [{}]) files.push(await makeFile(releaseId, edition.id, file))
  return { ...edition, priceId, amount: amount ?? 0, currency, file: first(files), files }
}

/** Another release of a product, with one file for an edition. */
export async function makeRelease(
  product: { id: string },
  edition: { id: string },
  options: { version?: string; releasedAt?: Date } & FileOptions = {},
): Promise<MadeFile> {
  const { version = "2.0", releasedAt = hoursAgo(1), ...file } = options
  return makeFile(await createRelease(product.id, { version, releasedAt }), edition.id, file)
}

async function createRelease(
  productId: string,
  release: { version: string; releasedAt: Date },
): Promise<string> {
  const id = newId()
  await db().release.create({ data: { id, productId, ...release } })
  return id
}

export type OrderOptions = {
  /** What was bought, a line each; one new product, when not given. */
  products?: MadeProduct[]
  email?: string
  downloadsLeft?: number
  status?: "paid" | "open" | "processing" | "expired" | "failed" | "withheld"
  /** When the entitlement ends; for ever, when not given. */
  endsAt?: Date
}
export type MadeOrder = {
  id: string
  token: string
  email: string
  customerId: string
  product: MadeProduct
  file: MadeFile
  purchaseId: string
  /** One a line, in order. */
  purchaseIds: string[]
}

/** A paid order for the first edition of each product: checkout, line, purchase, live entitlement. */
export async function makePaidOrder(options: OrderOptions = {}): Promise<MadeOrder> {
  const products = options.products ?? [await makeProduct()]
  const email = options.email ?? `buyer-${randomBytes(5).toString("hex")}@example.com`
  const { id: customerId } = await db().customer.upsert({
    where: { email },
    create: { id: newId(), email },
    update: {},
  })
  const id = newId()
  const amount = products.reduce((sum, { edition }) => sum + edition.amount, 0)
  await db().checkout.create({
    data: {
      id,
      attempt: newId(),
      status: options.status ?? "paid",
      customerId,
      email,
      currency: first(products).edition.currency,
      amountSubtotal: amount,
      amountTotal: amount,
      locale: "en-US",
      paidAt: options.status && options.status !== "paid" ? null : hoursAgo(1),
    },
  })
  const purchaseIds: string[] = []
  for (const [position, product] of products.entries())
    purchaseIds.push(await makeLine({ id, customerId }, position, product, options))
  const product = first(products)
  const token = signToken("order", id)
  const { file } = product.edition
  return {
    id,
    token,
    email,
    customerId,
    product,
    file,
    purchaseId: first(purchaseIds),
    purchaseIds,
  }
}

async function makeLine(
  order: { id: string; customerId: string },
  position: number,
  { title, edition }: MadeProduct,
  options: OrderOptions,
): Promise<string> {
  const [lineId, purchaseId] = [newId(), newId()]
  const { customerId } = order
  const { id: editionId, amount, priceId } = edition
  if (!priceId) throw new Error("An edition without a price can't be bought.")
  await db().checkoutLine.create({
    data: {
      id: lineId,
      checkoutId: order.id,
      editionId,
      priceId,
      position,
      productTitle: title,
      editionTitle: edition.title,
      amountSubtotal: amount,
      amountTotal: amount,
    },
  })
  const downloadsLeft = options.downloadsLeft ?? edition.downloadLimit
  await db().purchase.create({
    data: { id: purchaseId, lineId, customerId, editionId, downloadsLeft },
  })
  const period = { startsAt: hoursAgo(1), endsAt: options.endsAt ?? null }
  await db().entitlement.create({
    data: { id: newId(), customerId, editionId, source: "purchase", purchaseId, ...period },
  })
  return purchaseId
}

/** Takes a purchase's entitlement away, as a refund or a dispute does. */
export async function revoke(
  purchaseId: string,
  reason: "refunded" | "disputed" = "refunded",
): Promise<void> {
  await db().entitlement.update({
    where: { purchaseId },
    data: { revokedAt: new Date(), revokedReason: reason },
  })
}

function hoursAgo(hours: number): Date {
  return plusSeconds(new Date(), -hours * 3600)
}

function first<T>(all: T[]): T {
  const [one] = all
  if (one === undefined) throw new Error("At least one is needed.")
  return one
}

import type { ProductKind } from "@/lib/catalog/rules"

/** Why a purchase's files can be fetched or not: what the order page says beside its buttons. */
export type LineState = "open" | "limit-reached" | "refunded" | "disputed" | "expired"

/** One file of a bought edition, as its owner sees it. */
export type OrderFile = {
  id: string
  name: string
  contentType: string
  /** Bytes. */
  size: bigint
  /** Lower-case hexadecimal. */
  sha256: string
  version: string
  releasedAt: Date
  /** Of the newest release that has files for this edition. */
  isLatest: boolean
}

/** One paid line of an order, as its owner sees it. Amounts in minor units of the order's currency. */
export type OrderLine = {
  purchaseId: string
  productSlug: string
  productTitle: string
  coverKey: string | null
  coverAlt: string
  kind: ProductKind
  editionSlug: string
  editionTitle: string
  amountTotal: number
  downloadsLeft: number
  downloadLimit: number
  state: LineState
  /** Newest release first. */
  files: OrderFile[]
}

/** The private page of one order. */
export type Order = {
  id: string
  token: string
  status: "open" | "processing" | "paid" | "expired" | "failed" | "withheld"
  /** The buyer's address; only the holder of the link sees it. */
  email: string | null
  currency: string
  amountSubtotal: number
  amountTax: number
  amountTotal: number
  /** Given back so far. */
  amountRefunded: number
  locale: string
  createdAt: Date
  paidAt: Date | null
  lines: OrderLine[]
}

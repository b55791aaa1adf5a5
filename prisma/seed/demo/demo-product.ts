/** The bytes of one file, as a shop would keep them. */
export type DemoFile = { name: string; contentType: string; bytes: Uint8Array }

/** Currency in lower case (ISO 4217), amount in minor units; 0 is free. */
export type DemoPrice = { currency: string; amount: number }

export type DemoEdition = {
  slug: string
  title: string
  format: string
  isSample?: boolean
  downloadLimit?: number
  /** The first one is the edition's own currency. */
  prices: DemoPrice[]
  files: DemoFile[]
}

export type DemoProduct = {
  slug: string
  title: string
  summary: string
  /** Markdown. */
  description: string
  kind: "file" | "video" | "article"
  people: string[]
  keywords: string[]
  groups: string[]
  cover: DemoFile
  coverAlt: string
  version: string
  /** Markdown: the change log. */
  notes: string
  /** ISO 8601, UTC. */
  publishedAt: string
  editions: DemoEdition[]
}

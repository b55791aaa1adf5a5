import { extname } from "node:path"
import type { PlanOptions, ReadyEdition, ReadyRow } from "@/lib/catalog/import/plan-product"
import type { Fault } from "@/lib/catalog/import/row-editions"
import type {
  EditionRow,
  HeldEdition,
  HeldProduct,
  ImportWrites,
  ProductRow,
} from "@/lib/catalog/store/importing"
import type { FileFields } from "@/lib/catalog/store/publishing"
import type { Money } from "@/lib/money"
import { newId } from "@/lib/tokens"

/** A row while it is planned; what is found out is added to the last three. */
export type Planning = {
  row: ReadyRow
  product: ProductRow
  held: HeldProduct | undefined
  options: PlanOptions
  writes: ImportWrites
  changed: Set<string>
  faults: Fault[]
}

/** Plans one edition of a row: the edition, its prices and its files. */
export function planEdition(edition: ReadyEdition, planning: Planning): void {
  const { product, held, options, writes, changed, faults } = planning
  const before = held?.editions.find((one) => one.slug === edition.slug)
  if (!before && options.owners.has(edition.slug)) {
    const message = `The edition ${edition.slug} belongs to another product; choose other slugs.`
    faults.push({ field: "slug", message })
    return
  }
  const merged = mergeEdition(edition, before, planning)
  if (!before) writes.newEditions.push(merged)
  else if (!isSame(merged, before)) writes.changedEditions.push(merged)
  if (!before || !isSame(merged, before)) changed.add("editions")
  planPrices(merged.id, edition.prices, before?.prices ?? [], planning)
  planFiles(merged.id, edition.files, planning)
  const filesBefore = held?.releases.some(({ files }) =>
    files.some((file) => file.editionId === merged.id),
  )
  // Nothing is for sale that cannot be delivered.
  if (!options.canLackFiles && product.publishedAt && !filesBefore && edition.files.length === 0)
    faults.push({
      field: "file",
      message: 'What is for sale needs a file; or write "draft" in publishedAt.',
    })
}

function mergeEdition(
  edition: ReadyEdition,
  before: HeldEdition | undefined,
  { product, held, writes }: Planning,
): EditionRow {
  const positions = [...(held?.editions ?? []), ...writes.newEditions].map((one) => one.position)
  return {
    id: before?.id ?? newId(),
    productId: product.id,
    slug: edition.slug,
    title: edition.title,
    format: edition.format ?? before?.format ?? formatOf(edition.files),
    isSample: edition.isSample ?? before?.isSample ?? false,
    downloadLimit: edition.downloadLimit ?? before?.downloadLimit ?? 5,
    accessSeconds: edition.accessSeconds,
    position: edition.position ?? before?.position ?? Math.max(-1, ...positions) + 1,
  }
}

function isSame(merged: EditionRow, before: HeldEdition): boolean {
  const fields = Object.keys(merged) as (keyof EditionRow)[]
  return fields.every((field) => merged[field] === before[field])
}

/** As `savePrices`: one that stays is left as it is, one that changed is archived and made anew. */
function planPrices(
  editionId: string,
  wanted: Money[],
  live: HeldEdition["prices"],
  { writes, changed }: Planning,
): void {
  const rows = wanted.map((price, position) => ({ id: newId(), editionId, ...price, position }))
  const isIn = (all: typeof rows, one: (typeof rows)[number]) =>
    all.some(
      ({ currency, amount, position }) =>
        currency === one.currency && amount === one.amount && position === one.position,
    )
  const gone = live.filter((price) => !isIn(rows, price)).map(({ id }) => id)
  const added = rows.filter((price) => !isIn(live, price))
  writes.archivedPrices.push(...gone)
  writes.newPrices.push(...added)
  if (gone.length + added.length > 0) changed.add("prices")
}

/** Files are immutable: other bytes are a new version. */
function planFiles(editionId: string, files: FileFields[], planning: Planning): void {
  const { row, writes, changed, faults } = planning
  const releases = planning.held?.releases ?? []
  for (const file of files) {
    const isHeld = (one: HeldFile) => one.name === file.name && one.sha256 === file.sha256
    // Without a version, the one that has these bytes already.
    const home = releases.find(({ version, files: all }) =>
      row.version ? version === row.version : all.some(isHeld),
    )
    const there = home?.files.find((one) => one.editionId === editionId && one.name === file.name)
    if (there && isHeld(there)) continue
    if (there) {
      const message = `Version ${home?.version} has other bytes in ${file.name}; give the new ones a new version.`
      faults.push({ field: "version", message })
    } else if (!home && !row.version && releases.length > 0) {
      const message = `${file.name} is new to this product; write its version, like 1.1.`
      faults.push({ field: "version", message })
    } else {
      const releaseId = home?.id ?? newRelease(planning)
      writes.newFiles.push({ id: newId(), releaseId, editionId, ...file })
      changed.add("files")
    }
  }
}

type HeldFile = HeldProduct["releases"][number]["files"][number]

/** The one release that a row's new files make. */
function newRelease({ row, product, held, options, writes }: Planning): string {
  const [made] = writes.newReleases
  if (made) return made.id
  const release = {
    id: newId(),
    productId: product.id,
    version: row.version ?? "1.0",
    notes: row.notes ?? "",
    releasedAt: held ? options.now : (product.publishedAt ?? options.now),
  }
  writes.newReleases.push(release)
  return release.id
}

function formatOf([file]: FileFields[]): string {
  return file ? extname(file.name).slice(1).toUpperCase() : ""
}

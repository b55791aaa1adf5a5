import { recordChange } from "@/lib/audit/store"
import { now } from "@/lib/clock"
import { rehearse, transaction } from "@/lib/db"
import { AppError } from "@/lib/errors"
import { countOwners, type OwnerCount } from "@/lib/mail/store/release-owners"
import { saveDownloadsRaised } from "@/lib/purchases/store/purchases"
import { enqueue } from "@/lib/queue"
import { type CollectedFile, collectFiles } from "@/lib/releases/collect-files"
import {
  isVersion,
  planRelease,
  type ReleasePlan,
  type Shelf,
  type ShelvedFile,
} from "@/lib/releases/rules"
import { findShelf, recordRelease } from "@/lib/releases/store/shelf"
import { keepFile } from "@/lib/storage/keep-file"
import { lockReadyUploads } from "@/lib/uploads/store"

export type ReleaseWish = {
  /** The product's slug. */
  slug: string
  /** Of this machine: "<path>", or "<edition's slug>=<path>". */
  files: string[]
  /** Sent from a browser, each with its edition's slug. */
  uploads?: { edition: string; uploadId: string }[]
  /** Who does it, for the audit log. */
  actor: string
  /** Whether the worker is to write to the owners. */
  isAnnounced?: boolean
  /** Null: the next one. */
  version: string | null
  /** Markdown. They stay as they were first written. */
  notes: string
  /** The files are all that their editions have: none comes along from the version before. */
  isWhole: boolean
  /** Nothing is kept. */
  isDryRun: boolean
  /** Told as bytes are put into the store. */
  onProgress?: (progress: { done: number; total: number }) => void
}

export type PublishedRelease = {
  releaseId: string
  product: { slug: string; title: string; editions: { slug: string; title: string }[] }
  version: string
  /** Whether it was written just now (or would be), and what with. */
  isNew: boolean
  added: { edition: string; name: string; size: bigint; sha256: string }[]
  /** What came along unchanged from the version before. */
  kept: { edition: string; name: string }[]
  /** Purchases that have more downloads for it. */
  downloadsRaised: number
  owners: OwnerCount
}

/**
 * Puts the files of a version on the shelf: their bytes first, streamed, then all rows and the downloads
 * that owners get for it in one transaction, so that nothing is out that cannot be delivered. The same files
 * again change nothing. Throws AppErrors: "not-found" for an unknown product, "invalid" for files that
 * can't be read or belong nowhere, "conflict" for other bytes in a version that is out and for an upload
 * that has not wholly arrived.
 */
export async function publishRelease(wish: ReleaseWish): Promise<PublishedRelease> {
  const shelf = await findShelf(wish.slug)
  if (!shelf) throw new AppError("not-found", `There is no product ${wish.slug}.`)
  if (wish.version !== null && !isVersion(wish.version))
    throw new AppError("invalid", "A version is one line of at most 40 characters.")
  const given = await collectFiles(wish, shelf)
  const plan = requirePlan(planRelease(shelf, given, wish))
  if (plan.outcome === "new" && !wish.isDryRun) await store(given, wish.onProgress)
  return write(wish, given)
}

async function store(
  collected: CollectedFile[],
  onProgress: ReleaseWish["onProgress"],
): Promise<void> {
  const files = collected.flatMap(({ path, ...file }) => (path === null ? [] : [{ ...file, path }]))
  const total = files.reduce((sum, file) => sum + Number(file.size), 0)
  let done = 0
  for (const file of files)
    await keepFile(file.storageKey, file, (count) => {
      done += count
      onProgress?.({ done, total })
    })
}

// Planned again under the lock: another release may have come out while bytes were on their way.
async function write(wish: ReleaseWish, given: ShelvedFile[]): Promise<PublishedRelease> {
  const run = wish.isDryRun ? rehearse : transaction
  return run(async () => {
    const shelf = await findShelf(wish.slug, "lock")
    if (!shelf) throw new AppError("not-found", `There is no product ${wish.slug}.`)
    await holdUploads(wish.uploads ?? [])
    return record(shelf, requirePlan(planRelease(shelf, given, wish)), wish)
  })
}

// Until all rows are written nobody takes one away.
async function holdUploads(wished: { uploadId: string }[]): Promise<void> {
  const ids = [...new Set(wished.map(({ uploadId }) => uploadId))]
  if (ids.length > 0 && (await lockReadyUploads(ids)).length < ids.length)
    throw new AppError("conflict", "A file was taken away meanwhile. Upload it again.")
}

async function record(
  shelf: Shelf,
  plan: Exclude<ReleasePlan, { outcome: "refused" }>,
  { notes, actor, isAnnounced }: ReleaseWish,
): Promise<PublishedRelease> {
  const { slug, title } = shelf
  const at = now()
  const editions = shelf.editions.map((one) => ({ slug: one.slug, title: one.title }))
  const common = { product: { slug, title, editions }, version: plan.version }
  if (plan.outcome === "same") {
    if (isAnnounced) await enqueue("announce-release", { releaseId: plan.releaseId })
    const owners = await countOwners(plan.releaseId, at)
    const nothing = { isNew: false, added: [], kept: [], downloadsRaised: 0 }
    return { releaseId: plan.releaseId, ...common, ...nothing, owners }
  }
  const releaseId = await recordRelease(shelf.productId, plan, notes)
  const editionIds = plan.files.map((file) => file.editionId)
  const downloadsRaised = await saveDownloadsRaised(editionIds, at)
  const slugs = new Map(shelf.editions.map((edition) => [edition.id, edition.slug]))
  const named = plan.files.map((file) => ({
    ...file,
    edition: slugs.get(file.editionId) ?? file.editionId,
  }))
  const added = named
    .filter((file) => !file.isKept)
    .map(({ edition, name, size, sha256 }) => ({ edition, name, size, sha256 }))
  const kept = named.filter((file) => file.isKept).map(({ edition, name }) => ({ edition, name }))
  const [newest] = shelf.releases
  await recordChange({
    actor,
    action: "release.publish",
    subject: { kind: "product", id: shelf.productId },
    before: newest ? { version: newest.version } : null,
    after: {
      version: plan.version,
      files: named.map(({ edition, name }) => `${edition}: ${name}`),
    },
  })
  if (isAnnounced) await enqueue("announce-release", { releaseId })
  const owners = await countOwners(releaseId, at)
  return { releaseId, ...common, isNew: true, added, kept, downloadsRaised, owners }
}

function requirePlan(plan: ReleasePlan): Exclude<ReleasePlan, { outcome: "refused" }> {
  if (plan.outcome === "refused") throw new AppError("conflict", plan.message)
  return plan
}

import { formatSize } from "@/lib/formats"
import type { PublishedRelease } from "@/lib/releases/publish-release"

/** What bringing out a version comes to, in sentences for whoever is about to do it. */
export function describeRelease(
  { product, version, isNew, added, kept, downloadsRaised, owners }: PublishedRelease,
  { isAnnounced, locale }: { isAnnounced: boolean; locale: string },
): string[] {
  const count = (n: number) => n.toLocaleString(locale)
  const heading = isNew
    ? `Version ${version} of ${product.title}.`
    : `Version ${version} of ${product.title} has these files already: no file changes.`
  const files = product.editions.map(({ slug, title }) => {
    const fresh = added
      .filter((file) => file.edition === slug)
      .map(({ name, size }) => `${name} (${formatSize(size, locale)}) is new`)
    const same = kept.filter((file) => file.edition === slug).map(({ name }) => `${name} is kept`)
    return `${title}: ${[...fresh, ...same].join(", ") || "keeps its files"}.`
  })
  const raised =
    downloadsRaised > 0 ? [`${count(downloadsRaised)} purchases get downloads for it.`] : []
  return [heading, ...(isNew ? files : []), ...raised, mailLine()]

  function mailLine(): string {
    if (!isAnnounced) return `Nobody is written to. ${count(owners.owners)} have it.`
    const left = [
      owners.told > 0 && `${count(owners.told)} have their mail already`,
      owners.optedOut > 0 && `${count(owners.optedOut)} want none`,
      owners.unreachable > 0 && `${count(owners.unreachable)} have an address that takes none`,
    ].filter(Boolean)
    const others = left.length > 0 ? `; ${left.join(", ")}` : ""
    return `A mail goes to ${count(owners.toTell)} of the ${count(owners.owners)} who have it${others}.`
  }
}

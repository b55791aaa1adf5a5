import { ArchiveForm } from "@/components/archive-form"
import type { FormAction } from "@/components/buy-form"
import { Cover, initialOf } from "@/components/cover"
import { Moment } from "@/components/moment"
import { OfferButton } from "@/components/offer-button"
import { OfferReason } from "@/components/offer-reason"
import { OwnVersions } from "@/components/own-versions"
import { Badge } from "@/components/ui/badge"
import { PageLink } from "@/components/ui/page-link"
import { isByPlan } from "@/lib/entitlements/access-rules"
import type { LibraryEntry, OwnEdition } from "@/lib/library/rules"

type Props = {
  entry: LibraryEntry
  /** Where the reader is, to come back to. */
  here: string
  actions: { buy: FormAction; archive: FormAction; unarchive: FormAction }
  isFirst: boolean
}

/** A product that the reader has: what of it, how new it is, and its one button. */
export function LibraryCard({ entry, here, actions, isFirst }: Props) {
  const { slug, title, people, coverKey, editions, chosen, isArchived, kind } = entry
  const page = `/library/${slug}` as const
  return (
    <article className="grid grid-cols-[5rem_minmax(0,1fr)] gap-x-5 gap-y-4 sm:grid-cols-[7rem_minmax(0,1fr)_auto] sm:gap-x-7">
      <PageLink href={page} tabIndex={-1} aria-hidden="true">
        <Cover title={initialOf(title)} coverKey={coverKey} alt="" isFirst={isFirst} />
      </PageLink>
      <div>
        <h2 className="text-lg leading-snug font-semibold wrap-anywhere">
          <PageLink href={page} className="hover:underline underline-offset-4">
            {title}
          </PageLink>
        </h2>
        {people.length > 0 && <p className="mt-0.5 text-sm text-quiet">{people.join(", ")}</p>}
        <ul className="mt-2 space-y-1 text-sm text-quiet">
          {editions.map((edition) => (
            <li key={edition.id}>
              <Edition edition={edition} isCounted={kind === "file"} />
            </li>
          ))}
        </ul>
        {editions.some((edition) => edition.isNew) && (
          <p className="mt-2.5">
            <Badge>New since your last download</Badge>
          </p>
        )}
        <State edition={chosen} />
      </div>
      <div className="col-span-2 flex flex-wrap items-center justify-between gap-x-5 gap-y-2 sm:col-span-1 sm:w-44 sm:flex-col sm:items-stretch sm:justify-start">
        <OfferButton
          offer={chosen.offer}
          slug={chosen.isSample ? chosen.slug : slug}
          productSlug={slug}
          edition={{ slug: chosen.slug, title }}
          buy={actions.buy}
          className="max-sm:grow sm:w-full"
        />
        <ArchiveForm
          slug={slug}
          title={title}
          back={here}
          isArchived={isArchived}
          action={isArchived ? actions.unarchive : actions.archive}
        />
      </div>
    </article>
  )
}

function Edition({ edition, isCounted }: { edition: OwnEdition; isCounted: boolean }) {
  const { title, isSample, downloadsLeft: left } = edition
  return (
    <>
      <span className="text-ink">{title}</span>
      {isSample && " (free sample)"} · <OwnVersions edition={edition} />
      {isCounted && left !== null && (
        <>
          {" "}
          · <span data-testid="downloads-left">{left}</span> {left === 1 ? "download" : "downloads"}{" "}
          left
        </>
      )}
    </>
  )
}

function State({ edition: { offer } }: { edition: OwnEdition }) {
  if (offer.reason === "disputed")
    return (
      <p className="mt-2 text-sm">
        Closed: your bank asked for the money back, and that is not settled yet.
      </p>
    )
  if (isByPlan(offer)) return <OfferReason offer={offer} className="mt-2 text-sm" />
  if (!offer.until) return null
  return (
    <p className="mt-2 text-sm">
      Yours until <Moment at={offer.until} />
    </p>
  )
}

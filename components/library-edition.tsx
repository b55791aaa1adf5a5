import { Day } from "@/components/day"
import { EditionFiles } from "@/components/edition-files"
import { Moment } from "@/components/moment"
import { OfferReason } from "@/components/offer-reason"
import { OwnVersions } from "@/components/own-versions"
import { SupportLink } from "@/components/support-link"
import { Badge } from "@/components/ui/badge"
import { PageLink } from "@/components/ui/page-link"
import { isByPlan } from "@/lib/entitlements/access-rules"
import { isOwned } from "@/lib/entitlements/rules"
import type { OpenEdition } from "@/lib/library/find-own-product"
import { orderPath } from "@/lib/purchases/order-url"

/** One form of a product that the reader has: how it came, how new it is, and its files. */
export function LibraryEdition({ edition }: { edition: OpenEdition }) {
  const { slug, title, isSample, isNew, offer, downloadsLeft: left } = edition
  const isPaused = offer.reason === "paused" && !isOwned(offer)
  const isClosed = offer.reason === "disputed" || offer.reason === "payment-pending"
  return (
    <section aria-labelledby={`edition-${slug}`} className="py-8">
      <h2
        id={`edition-${slug}`}
        className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xl font-semibold"
      >
        {title}
        {isSample && <Badge>Free sample</Badge>}
        {isNew && <Badge>New since your last download</Badge>}
      </h2>
      <p className="mt-1 text-sm text-quiet first-letter:uppercase">
        <OwnVersions edition={edition} />
      </p>
      <Origins entitlements={edition.entitlements} />
      {isByPlan(offer) && <OfferReason offer={offer} className="mt-3 text-sm" />}
      {isPaused ? (
        <PageLink href="/account/subscription" className="link mt-2 inline-block text-sm">
          Resume your plan
        </PageLink>
      ) : isClosed ? (
        <p className="mt-4 border-l-3 border-alert pl-4">
          Your bank has asked for this payment back. The files open again if that is settled in
          favour of the shop. To settle it sooner, write to <SupportLink />.
        </p>
      ) : (
        <>
          {left !== null && <DownloadsLeft left={left} edition={edition} />}
          <EditionFiles
            editionSlug={slug}
            files={edition.files}
            action="/api/library/downloads"
            isQuiet={left === 0 || offer.action !== "download"}
          />
        </>
      )}
    </section>
  )
}

/** How an edition came to be the reader's: each purchase with its order, each gift, each plan. */
function Origins({ entitlements }: Pick<OpenEdition, "entitlements">) {
  return (
    <ul className="mt-1 space-y-1 text-sm text-quiet">
      {entitlements.map(({ entitlementId, source, checkoutId, linkVersion, startsAt, endsAt }) => (
        <li key={entitlementId}>
          {checkoutId && linkVersion !== null ? (
            <>
              Bought on <Day at={startsAt} /> ·{" "}
              <PageLink href={orderPath(checkoutId, linkVersion)} className="link">
                Order and receipt
              </PageLink>
            </>
          ) : (
            <>
              {isByPlan({ source }) ? "In your plan since" : "Given to you on"}{" "}
              <Day at={startsAt} />
            </>
          )}
          {endsAt && !isByPlan({ source }) && (
            <>
              {" "}
              · yours until <Moment at={endsAt} />
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

function DownloadsLeft({ left, edition }: { left: number; edition: OpenEdition }) {
  const limit = edition.downloadLimit * edition.entitlements.length
  return (
    <p className="mt-4 text-sm text-quiet">
      <span data-testid="downloads-left" className="font-semibold text-ink">
        {left}
      </span>{" "}
      of {Math.max(limit, left)} downloads left, over all versions.
      {left === 0 && (
        <>
          {" "}
          If you need the file once more, write to <SupportLink />.
        </>
      )}
    </p>
  )
}

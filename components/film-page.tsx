import type { Route } from "next"
import { Day } from "@/components/day"
import { FilmParts } from "@/components/film-parts"
import { FilmPlayer } from "@/components/film-player"
import { GoodsTitle } from "@/components/goods-title"
import { OfferReason } from "@/components/offer-reason"
import { Notice } from "@/components/ui/notice"
import { PageLink } from "@/components/ui/page-link"
import type { OpenedFilm } from "@/lib/delivery/open-film"
import { isByPlan } from "@/lib/entitlements/access-rules"
import type { Offer } from "@/lib/entitlements/rules"
import { formatSeconds } from "@/lib/formats"
import { offerPath } from "@/lib/purchases/offer-path"

type Props = {
  product: { slug: string; title: string; people: string[]; coverKey: string | null }
  /** By which it is open. */
  offer: Offer
  /** Null: its files are not here yet, or none of them can be played. */
  film: OpenedFilm | null
  isFromStart: boolean
}

/** A film that its visitor may watch. */
export function FilmPage({ product, offer, film, isFromStart }: Props) {
  const { slug, title, people, coverKey } = product
  const startsAt = film && !isFromStart ? film.startsAt : 0
  const part = film && film.parts.length > 0 ? `part=${film.fileId}&` : ""
  return (
    <article className="mx-auto max-w-5xl">
      {film ? (
        <FilmPlayer
          key={film.fileId}
          film={film}
          title={title}
          coverKey={coverKey}
          startsAt={startsAt}
          startsAtText={formatSeconds(startsAt)}
          fromStart={`/watch/${slug}?${part}from=0` as Route}
        />
      ) : (
        <Notice title="There is nothing to play yet">
          <p>
            The film comes with the next version. If it came as a file, it is in your downloads.
          </p>
        </Notice>
      )}
      <div className="mt-6 sm:flex sm:items-start sm:justify-between sm:gap-10">
        <GoodsTitle title={title} people={people} />
        <ul className="mt-4 flex shrink-0 flex-wrap gap-x-6 sm:mt-2">
          <li>
            <PageLink
              href={offerPath({ ...offer, action: "download" }, slug) as Route}
              className="link inline-flex min-h-9 items-center"
            >
              Download
            </PageLink>
          </li>
          <li>
            <PageLink href={`/products/${slug}`} className="link inline-flex min-h-9 items-center">
              About this film
            </PageLink>
          </li>
        </ul>
      </div>
      {film && film.parts.length > 0 && (
        <FilmParts slug={slug} parts={film.parts} current={film.fileId} />
      )}
      {isByPlan(offer) && <OfferReason offer={offer} className="mt-4" />}
      {offer.until && !isByPlan(offer) && (
        <p className="mt-4">
          Yours to watch until <Day at={offer.until} />.
        </p>
      )}
      {film && (
        <p className="mt-4 hidden text-sm text-quiet pointer-fine:block">
          Keys, in the player: space plays and pauses, the arrows move in time and volume, F fills
          the screen, M mutes, C switches captions.
        </p>
      )}
    </article>
  )
}

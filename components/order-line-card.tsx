import { Cover } from "@/components/cover"
import { EditionFiles } from "@/components/edition-files"
import { FilmVideo } from "@/components/player/film-video"
import { SupportLink } from "@/components/support-link"
import { ButtonLink } from "@/components/ui/button"
import { PageLink } from "@/components/ui/page-link"
import type { LineState, OrderLine } from "@/lib/delivery/rules"
import type { Film } from "@/lib/delivery/stream-film"
import { env } from "@/lib/env"
import { formatMoney } from "@/lib/money"

type Props = {
  line: OrderLine
  token: string
  currency: string
  /** Where its film plays; null: there is none to play. */
  film: Film | null
}

/** One bought edition: what it is, how it stands, and its files. */
export function OrderLineCard({ line, token, currency, film }: Props) {
  const { productTitle, editionTitle, amountTotal, coverKey, state } = line
  const isOpen = state === "open" || state === "limit-reached"
  return (
    <li className="py-8 sm:grid sm:grid-cols-[9rem_minmax(0,1fr)] sm:gap-x-8">
      <div className="mb-4 w-36 sm:mb-0">
        <Cover title={productTitle} coverKey={coverKey} alt="" />
      </div>
      <div>
        <h2 className="text-xl font-semibold wrap-anywhere">
          <PageLink
            href={`/products/${line.productSlug}`}
            className="hover:underline underline-offset-4"
          >
            {productTitle}
          </PageLink>
        </h2>
        <p className="mt-0.5 text-quiet">
          {editionTitle} ·{" "}
          {amountTotal === 0
            ? "free"
            : formatMoney({ amount: amountTotal, currency }, env().SHOP_LOCALE)}
        </p>
        {film && (
          <FilmVideo
            film={film}
            title={productTitle}
            coverKey={coverKey}
            className="mt-5 aspect-video w-full rounded-lg bg-surface object-contain"
          />
        )}
        {state === "sign-in" ? (
          <SignInFirst productSlug={line.productSlug} />
        ) : (
          <StateSentence state={state} />
        )}
        {isOpen && <DownloadsLeft left={line.downloadsLeft} limit={line.downloadLimit} />}
        {isOpen && (
          <EditionFiles
            editionSlug={line.editionSlug}
            files={line.files}
            action={`/api/orders/${token}/downloads`}
            isQuiet={state !== "open"}
          />
        )}
      </div>
    </li>
  )
}

function DownloadsLeft({ left, limit }: { left: number; limit: number }) {
  return (
    <p className="mt-4 text-sm text-quiet">
      <span data-testid="downloads-left" className="font-semibold text-ink">
        {left}
      </span>{" "}
      of {Math.max(limit, left)} downloads left. Opening this page costs none.
    </p>
  )
}

function SignInFirst({ productSlug }: { productSlug: string }) {
  return (
    <div className="mt-4 space-y-4">
      <p className="text-quiet">
        This opens for its buyer alone: sign in with the address that it was bought with.
      </p>
      <ButtonLink href={`/library/${productSlug}`}>Open it in your library</ButtonLink>
    </div>
  )
}

const words: Record<Exclude<LineState, "open" | "sign-in">, string> = {
  "limit-reached": "All downloads of this purchase are used. If you need it once more, write to",
  refunded: "This was refunded, and its files are closed. If you think that is wrong, write to",
  disputed:
    "Your bank has asked for this payment back. The files open again if that is settled in favour of the shop. To settle it sooner, write to",
  "taken-back": "The shop has closed this. If you do not know why, write to",
  expired: "Your access to this has ended. If you think that is wrong, write to",
}

function StateSentence({ state }: { state: Exclude<LineState, "sign-in"> }) {
  if (state === "open") return null
  return (
    <p className="mt-4 border-l-3 border-alert pl-4">
      {words[state]} <SupportLink />.
    </p>
  )
}

import type { FormAction } from "@/components/buy-form"
import { GroupLinks } from "@/components/group-links"
import { SearchHit } from "@/components/search-hit"
import { searchPath } from "@/components/search-path"
import { TermsSentence } from "@/components/terms-sentence"
import { ButtonLink } from "@/components/ui/button"
import { Notice } from "@/components/ui/notice"
import { PageLink } from "@/components/ui/page-link"
import { env } from "@/lib/env"
import type { SearchRequest } from "@/lib/search/rules"
import type { SearchOutcome } from "@/lib/search/search-products"

type Props = { request: SearchRequest; answer: SearchOutcome; buy: FormAction }

/** What a search found, or why there is nothing and what to do. */
export function SearchAnswer({ request, answer, buy }: Props) {
  if (answer.outcome === "too-slow")
    return (
      <Stopped title="That search took too long">
        Add a word, or choose a kind, and it has less to look through.
      </Stopped>
    )
  if (answer.outcome === "busy")
    return (
      <Stopped title="Too many are searching at this moment">
        Please try again in a few seconds.
      </Stopped>
    )
  const { products, count, next, instead } = answer
  if (products.length === 0) return <NoHits request={request} instead={instead} />
  return (
    <>
      <p className="mt-5 text-sm text-quiet">{countWords(request, count)}</p>
      <GroupLinks request={request} products={products} />
      <ul className="mt-2 divide-y divide-line">
        {products.map((product, at) => (
          <li key={product.id}>
            <SearchHit product={product} buy={buy} isFirst={at < 3} />
          </li>
        ))}
      </ul>
      <nav aria-label="Pages" className="mt-8 flex flex-wrap gap-4">
        {request.after && (
          <ButtonLink href={searchPath(request)} look="secondary">
            Back to the first hits
          </ButtonLink>
        )}
        {next && (
          <ButtonLink href={searchPath(request, { after: next })} look="secondary" rel="next">
            More hits
          </ButtonLink>
        )}
      </nav>
      <TermsSentence className="mt-14" />
    </>
  )
}

function countWords({ typed, words, after }: SearchRequest, count: number): string {
  if (!words && typed) return "There is no word in that to look for. This is what others buy most."
  if (!words && !after) return "What others buy most comes first."
  const many = new Intl.NumberFormat(env().SHOP_LOCALE).format(Math.min(count, 1000))
  return count > 1000 ? `More than ${many} hits` : count === 1 ? "1 hit" : `${many} hits`
}

function Stopped({ title, children }: { title: string; children: string }) {
  return (
    <div className="mt-8">
      <Notice title={title}>
        <p>{children}</p>
      </Notice>
    </div>
  )
}

function NoHits({ request, instead }: { request: SearchRequest; instead: string | null }) {
  const { typed, after, kind, group, min, max, isFree, isOpen } = request
  const isNarrow = Boolean(kind ?? group ?? (min || max || isFree || isOpen))
  return (
    <div className="max-w-xl py-12">
      <h2 className="text-xl font-semibold wrap-anywhere">
        {after
          ? "There are no more hits"
          : typed
            ? `Nothing found for “${typed}”`
            : "Nothing found"}
      </h2>
      <div className="mt-3 space-y-3 text-quiet">
        {instead && (
          <p className="text-lg text-ink">
            Did you mean{" "}
            <PageLink href={searchPath(request, { typed: instead })} className="link">
              {instead}
            </PageLink>
            ?
          </p>
        )}
        {isNarrow && (
          <p>
            <PageLink href={`/search?q=${encodeURIComponent(typed)}`} className="link">
              Search everything, without the filters
            </PageLink>
          </p>
        )}
        <p>
          Try fewer words, or their beginnings, or look through{" "}
          <PageLink href="/" className="link">
            the whole catalogue
          </PageLink>
          .
        </p>
      </div>
    </div>
  )
}

import type { Route } from "next"
import type { ReactNode } from "react"
import { Day } from "@/components/day"
import { GoodsTitle } from "@/components/goods-title"
import { OfferReason } from "@/components/offer-reason"
import { Notice } from "@/components/ui/notice"
import { PageLink } from "@/components/ui/page-link"
import type { OpenedArticle } from "@/lib/delivery/open-article"
import { isByPlan } from "@/lib/entitlements/access-rules"
import type { Offer } from "@/lib/entitlements/rules"
import { offerPath } from "@/lib/purchases/offer-path"
import type { Section } from "@/lib/render-article"
import "@/components/article-page.css"

type Product = { slug: string; title: string; summary: string; people: string[] }

type Props = {
  product: Product
  /** By which it is open. */
  offer: Offer
  /** Null: there is no text that a page can show. */
  article: OpenedArticle | null
}

/** An article that its visitor may read. */
export function ArticlePage({ product, offer, article }: Props) {
  const { slug, title, people, summary } = product
  const files = offerPath({ ...offer, action: "download" }, slug) as Route
  return (
    <article className="mx-auto max-w-prose pt-4 sm:pt-8">
      <GoodsTitle title={title} people={people}>
        {summary && <p className="mt-4 text-lg text-quiet">{summary}</p>}
        {article && (
          <p className="mt-4 text-sm text-quiet">
            {article.minutes} min read · version {article.version}, <Day at={article.releasedAt} />
            {offer.until && !isByPlan(offer) && (
              <>
                {" "}
                · yours until <Day at={offer.until} />
              </>
            )}
          </p>
        )}
        {isByPlan(offer) && <OfferReason offer={offer} className="mt-2 text-sm text-quiet" />}
      </GoodsTitle>
      {article ? (
        <>
          <Contents sections={article.contents} />
          <ArticleText html={article.html} />
        </>
      ) : (
        <div className="mt-8">
          <Notice title="This can’t be read in the browser">
            <p>
              Its text is in your{" "}
              <PageLink href={files} className="link">
                downloads
              </PageLink>
              .
            </p>
          </Notice>
        </div>
      )}
      <ul className="not-printed mt-14 flex flex-wrap gap-x-6 border-t border-line pt-6">
        {article && (
          <li>
            <PageLink href={files} className="link inline-flex min-h-9 items-center">
              Download as {article.formats.join(", ")}
            </PageLink>
          </li>
        )}
        <li>
          <PageLink href={`/products/${slug}`} className="link inline-flex min-h-9 items-center">
            About this article
          </PageLink>
        </li>
      </ul>
    </article>
  )
}

type BeginningProps = { product: Product; article: OpenedArticle | null; children: ReactNode }

/** The beginning of an article, and below it how to get the rest. */
export function ArticleBeginning({ product, article, children }: BeginningProps) {
  const { title, people, summary } = product
  return (
    <article className="mx-auto max-w-prose pt-4 sm:pt-8">
      <GoodsTitle title={title} people={people}>
        {summary && <p className="mt-4 text-lg text-quiet">{summary}</p>}
        {article && (
          <p className="mt-4 text-sm text-quiet">
            {article.minutes} min read · its beginning is free
          </p>
        )}
      </GoodsTitle>
      {article?.html && <ArticleText html={article.html} />}
      <section aria-labelledby="rest" className="mt-12">
        <h2 id="rest" className="text-xl font-semibold">
          {article?.html ? "Read on" : "Read it"}
        </h2>
        {children}
      </section>
    </article>
  )
}

function Contents({ sections }: { sections: Section[] }) {
  if (sections.length === 0) return null
  return (
    <details className="not-printed mt-6">
      <summary className="w-fit text-quiet">Contents</summary>
      <ol className="mt-2">
        {sections.map(({ id, title }) => (
          <li key={id}>
            <a href={`#${id}`} className="link inline-flex min-h-9 items-center">
              {title}
            </a>
          </li>
        ))}
      </ol>
    </details>
  )
}

function ArticleText({ html }: { html: string }) {
  // renderArticle lets only its own short list of elements and attributes through.
  return <div className="prose article mt-8" dangerouslySetInnerHTML={{ __html: html }} />
}

import type { Metadata } from "next"
import { buyNow } from "@/app/(shop)/products/[slug]/actions"
import { openGraph } from "@/app/open-graph"
import { chosenCurrency, currentVisitor } from "@/app/visitor"
import { EmptyCatalogue } from "@/components/empty-catalogue"
import { KindFilter } from "@/components/kind-filter"
import { Pager } from "@/components/pager"
import { ProductCard } from "@/components/product-card"
import { TermsSentence } from "@/components/terms-sentence"
import { type ProductKind, productKinds } from "@/lib/catalog/rules"
import { isCatalogueEmpty, listCatalogue } from "@/lib/catalog/store/catalogue"
import { now } from "@/lib/clock"
import { listOffers } from "@/lib/entitlements/list-offers"
import { env, isLocal } from "@/lib/env"
import { campaignQuery, readCampaign } from "@/lib/shop/campaign-rules"

export async function generateMetadata({ searchParams }: PageProps<"/">): Promise<Metadata> {
  const { kind, after } = readQuery(await searchParams)
  return {
    alternates: { canonical: kind ? `/?kind=${kind}` : "/" },
    openGraph: { ...openGraph(), title: env().SHOP_NAME, url: "/" },
    twitter: { card: "summary" },
    // Pages further in are a way to products, not something to find.
    ...(after ? { robots: { index: false, follow: true } } : {}),
  }
}

export default async function CataloguePage({ searchParams }: PageProps<"/">) {
  const query = await searchParams
  const { kind, after } = readQuery(query)
  const campaign = campaignQuery(readCampaign(query))
  const [visitor, currency] = await Promise.all([currentVisitor(), chosenCurrency()])
  const at = now()
  const page = await listCatalogue({ now: at, kind, after })
  const products = await listOffers(page.products, visitor, at, currency)
  const isBare = products.length === 0 && !kind && !after && (await isCatalogueEmpty())
  return (
    <>
      <h1 className="sr-only">{env().SHOP_NAME}: catalogue</h1>
      {!isBare && <KindFilter current={kind} />}
      {products.length === 0 ? (
        <EmptyCatalogue isBare={isBare && isLocal()} isFiltered={Boolean(kind ?? after)} />
      ) : (
        <>
          <ul className="mt-6 grid grid-cols-1 gap-x-8 gap-y-14 sm:grid-cols-2 lg:grid-cols-3">
            {products.map((product, index) => (
              <li key={product.id} className="flex flex-col *:grow">
                <ProductCard
                  product={product}
                  buy={buyNow}
                  isFirst={index < 3}
                  campaign={campaign}
                />
              </li>
            ))}
          </ul>
          <Pager kind={kind} next={page.next} isFirst={!after} />
          <TermsSentence className="mt-14" />
        </>
      )}
    </>
  )
}

type Query = { kind: ProductKind | undefined; after: string | undefined }

function readQuery(query: Record<string, string | string[] | undefined>): Query {
  return {
    kind: productKinds.find((kind) => kind === query.kind),
    after: typeof query.after === "string" && query.after.length < 200 ? query.after : undefined,
  }
}

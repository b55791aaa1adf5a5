import type { Metadata } from "next"
import { z } from "zod"
import { buyNow } from "@/app/(shop)/products/[slug]/actions"
import { notFoundPage } from "@/app/not-found-page"
import { BuyForm } from "@/components/buy-form"
import { SupportLink } from "@/components/support-link"
import { NarrowPage } from "@/components/ui/narrow-page"
import { findSellableEdition } from "@/lib/catalog/store/editions"

export const metadata: Metadata = { title: "Not charged", robots: { index: false } }

const query = z.object({
  edition: z.string().min(1).max(200),
  attempt: z.uuid(),
  /** Seconds; there when it was tried too often. */
  wait: z.coerce.number().int().min(1).max(86_400).optional(),
})

/** An order that could not be begun: why, and the same attempt again. */
export default async function TryAgainPage({ searchParams }: PageProps<"/checkout/try-again">) {
  const parsed = query.safeParse(await searchParams)
  const edition = parsed.success ? await findSellableEdition(parsed.data.edition) : null
  if (!parsed.success || !edition) return notFoundPage()
  const { attempt, wait } = parsed.data
  const minutes = wait && Math.ceil(wait / 60)
  return (
    <NarrowPage
      title={minutes ? "That was a little too often" : "The payment service did not answer"}
      lead={
        <>
          <p>You have not been charged.</p>
          {minutes && (
            <p>
              Many orders were begun from your network. Try again in{" "}
              {minutes === 1 ? "a minute" : `${minutes} minutes`}.
            </p>
          )}
        </>
      }
    >
      <div>
        <p className="mb-4">
          {edition.product.title}, {edition.title}
        </p>
        <BuyForm
          action={buyNow}
          editionSlug={edition.slug}
          title={`${edition.product.title}, ${edition.title}`}
          label="Try again"
          attempt={attempt}
        />
      </div>
      <p className="text-quiet">
        If it keeps failing, write to <SupportLink />.
      </p>
    </NarrowPage>
  )
}

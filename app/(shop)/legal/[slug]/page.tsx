import type { Metadata } from "next"
import { notFoundPage } from "@/app/not-found-page"
import { Day } from "@/components/day"
import { Markdown } from "@/components/markdown"
import { getLegalPage } from "@/lib/legal/get-legal-page"
import { isLegalSlug } from "@/lib/legal/rules"

type Props = PageProps<"/legal/[slug]">

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug } = await params
  if (!isLegalSlug(slug)) return {}
  const { title } = await getLegalPage(slug)
  return { title, alternates: { canonical: `/legal/${slug}` } }
}

/** One of the shop's legal pages, from its file in `legal/`. */
export default async function LegalPage({ params }: Props) {
  const { slug } = await params
  if (!isLegalSlug(slug)) return notFoundPage()
  const { title, version, body } = await getLegalPage(slug)
  const date = new Date(version)
  return (
    <article className="mx-auto max-w-prose py-8 sm:py-14">
      <h1 className="text-3xl font-semibold">{title}</h1>
      <p className="mt-2 mb-8 text-sm text-quiet">
        Version {Number.isNaN(date.getTime()) ? version : <Day at={date} />}
      </p>
      <Markdown text={body} />
    </article>
  )
}

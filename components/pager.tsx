import { ButtonLink } from "@/components/ui/button"
import type { ProductKind } from "@/lib/catalog/rules"

type Props = { kind: ProductKind | undefined; next: string | null; isFirst: boolean }

/** The way further into the catalogue, and back to its beginning. */
export function Pager({ kind, next, isFirst }: Props) {
  if (!next && isFirst) return null
  const query = kind ? `kind=${kind}&` : ""
  return (
    <nav aria-label="Pages" className="mt-14 flex flex-wrap gap-4">
      {!isFirst && (
        <ButtonLink href={kind ? `/?kind=${kind}` : "/"} look="secondary">
          Back to the newest
        </ButtonLink>
      )}
      {next && (
        <ButtonLink href={`/?${query}after=${next}`} look="secondary" rel="next">
          Older products
        </ButtonLink>
      )}
    </nav>
  )
}

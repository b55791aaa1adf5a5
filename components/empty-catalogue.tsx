import { PageLink } from "@/components/ui/page-link"

type Props = {
  /** Nobody but the owner can see this shop, and it has no product at all. */
  isBare: boolean
  isFiltered: boolean
}

/** What stands where the products would be. */
export function EmptyCatalogue({ isBare, isFiltered }: Props) {
  return (
    <div className="mx-auto max-w-xl py-20">
      <h2 className="text-2xl font-semibold">
        {isFiltered ? "Nothing here yet" : "The shelves are empty"}
      </h2>
      {isBare ? (
        <div className="mt-4 space-y-4 text-quiet">
          <p>This shop has no products. Only you can see it: it runs on your own machine.</p>
          <p>Fill it with the demonstration’s goods, to look around:</p>
          <pre className="overflow-x-auto rounded-lg bg-surface px-4 py-3 font-mono text-sm text-ink">
            npm run db:seed
          </pre>
          <p>Or see what the shop’s command line can do, and add your own:</p>
          <pre className="overflow-x-auto rounded-lg bg-surface px-4 py-3 font-mono text-sm text-ink">
            npm run shop -- --help
          </pre>
        </div>
      ) : isFiltered ? (
        <p className="mt-4 text-quiet">
          <PageLink href="/" className="link">
            See everything in the catalogue
          </PageLink>
        </p>
      ) : (
        <p className="mt-4 text-quiet">There is nothing for sale yet. Please come back soon.</p>
      )}
    </div>
  )
}

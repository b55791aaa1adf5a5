import { Search } from "lucide-react"
import { SearchInput } from "@/components/search-input"

/** The way to the search from every page: a plain form, which suggests as one types where scripts run. */
export function SearchField() {
  return (
    <search
      aria-label="Shop"
      className="order-last w-full md:order-none md:w-auto md:max-w-md md:grow"
    >
      <form action="/search" className="flex gap-2">
        <SearchInput label="Search the shop" className="grow" />
        <button
          type="submit"
          aria-label="Search"
          className="button button-secondary min-w-11 shrink-0 px-3"
        >
          <Search aria-hidden className="size-4.5" />
        </button>
      </form>
    </search>
  )
}

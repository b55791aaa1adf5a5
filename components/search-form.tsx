import { SearchInput } from "@/components/search-input"
import { searchPath } from "@/components/search-path"
import { buttonClass } from "@/components/ui/button"
import { PageLink } from "@/components/ui/page-link"
import { type ProductKind, productKinds } from "@/lib/catalog/rules"
import type { SearchRequest } from "@/lib/search/rules"

type Props = {
  request: SearchRequest
  /** What prices are compared in (ISO 4217, lower case). */
  currency: string
  /** Whether the shop knows anything that this visitor may open. */
  isKnown: boolean
}

const kindNames: Record<ProductKind, string> = {
  file: "Books and files",
  video: "Videos",
  article: "Articles",
}

/** What to look for and how to narrow it down: a plain form, and links. */
export function SearchForm({ request, currency, isKnown }: Props) {
  const { typed, kind, group, min, max, isFree, isOpen } = request
  const kinds = [undefined, ...productKinds]
  return (
    <>
      <search aria-label="Products">
        <form action="/search" className="mt-5 space-y-4">
          <div className="flex gap-3">
            {/* A new key, or the field would keep what was typed before. */}
            <SearchInput key={typed} label="Search for" defaultValue={typed} className="grow" />
            <button type="submit" className={buttonClass()}>
              Search
            </button>
          </div>
          {kind && <input type="hidden" name="kind" value={kind} />}
          {group && <input type="hidden" name="group" value={group} />}
          <div className="flex flex-wrap items-center gap-x-6 gap-y-3 text-sm">
            <fieldset className="flex flex-wrap items-center gap-2">
              <legend className="sr-only">Price in {currency.toUpperCase()}</legend>
              <PriceEnd name="min" label="Price from" value={min} />
              <PriceEnd name="max" label="up to" value={max} />
              <span className="text-quiet">{currency.toUpperCase()}</span>
            </fieldset>
            <Tick name="free" label="Free" isOn={isFree} />
            {isKnown && <Tick name="open" label="I can open it now" isOn={isOpen} />}
            <button type="submit" className={buttonClass("secondary")}>
              Apply
            </button>
          </div>
        </form>
      </search>
      <nav aria-label="Kind of goods" className="mt-5 border-b border-line">
        <ul className="-mb-px flex flex-wrap gap-x-5 sm:gap-x-7">
          {kinds.map((one) => (
            <li key={one ?? "all"}>
              <PageLink
                href={searchPath(request, { kind: one })}
                aria-current={one === kind ? "page" : undefined}
                className={`inline-flex min-h-11 items-center border-b-2 ${
                  one === kind
                    ? "border-accent font-medium"
                    : "border-transparent text-quiet hover:text-ink"
                }`}
              >
                {one ? kindNames[one] : "All"}
              </PageLink>
            </li>
          ))}
        </ul>
      </nav>
    </>
  )
}

function PriceEnd({ name, label, value }: { name: string; label: string; value: string }) {
  return (
    <label className="flex items-center gap-2">
      <span className="text-quiet">{label}</span>
      <input
        name={name}
        defaultValue={value}
        key={value}
        inputMode="decimal"
        size={6}
        className="min-h-11 w-16 rounded-lg border border-edge bg-paper px-3"
      />
    </label>
  )
}

function Tick({ name, label, isOn }: { name: string; label: string; isOn: boolean }) {
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-2">
      <input
        type="checkbox"
        name={name}
        value="1"
        defaultChecked={isOn}
        key={String(isOn)}
        className="size-4.5 accent-accent"
      />
      {label}
    </label>
  )
}

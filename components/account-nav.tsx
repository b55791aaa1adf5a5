import { type Place, PlaceLinks } from "@/components/place-links"

const places: [Place, ...Place[]] = [
  { href: "/account", title: "Overview" },
  { href: "/account/subscription", title: "Subscription" },
  { href: "/account/payments", title: "Payments" },
  { href: "/account/cards", title: "Cards" },
  { href: "/account/sessions", title: "Sessions" },
  { href: "/account/address", title: "Address" },
  { href: "/account/privacy", title: "Your data" },
]
const ofAdministrators: Place = { href: "/account/second-factor", title: "Second factor" }

type Props = {
  signOut: () => Promise<void>
  /** Whether they may open the administration. */
  hasAdmin: boolean
}

/** The pages of the account, and the way out: a row on a narrow screen, a column on a wide one. */
export function AccountNav({ signOut, hasAdmin }: Props) {
  return (
    <nav aria-label="Account" className="mb-8 border-b border-line pb-2 md:border-0 print:hidden">
      <ul className="flex flex-wrap gap-x-6 md:flex-col">
        <PlaceLinks places={hasAdmin ? [...places, ofAdministrators] : places} />
        <li>
          <form action={signOut}>
            <button
              type="submit"
              className="inline-flex min-h-11 cursor-pointer items-center text-quiet underline-offset-4 hover:text-ink hover:underline"
            >
              Sign out
            </button>
          </form>
        </li>
      </ul>
    </nav>
  )
}

import type { Metadata } from "next"
import { continueChange } from "@/app/account/address/actions"
import { ButtonLink, buttonClass } from "@/components/ui/button"
import { NarrowPage } from "@/components/ui/narrow-page"
import { SubmitButton } from "@/components/ui/submit-button"
import { findLink } from "@/lib/auth/find-link"
import { requireCustomer } from "@/lib/auth/require-customer"

export const metadata: Metadata = {
  title: "Confirm your new address",
  robots: { index: false, follow: false },
  referrer: "same-origin",
}

type Props = PageProps<"/account/address/continue">

/** Where the link of a mail to a new address leads. Opening it changes nothing. */
export default async function ContinueChangePage({ searchParams }: Props) {
  const { token } = await searchParams
  const text = typeof token === "string" ? token : ""
  const path = `/account/address/continue?${new URLSearchParams({ token: text })}` as const
  const customer = await requireCustomer(path)
  const link = await findLink(text)
  // Another customer's link is no link: it must not tell that there is one.
  const isOwn = link !== null && link.proof.customerId === customer.customerId
  if (!isOwn || link.state !== "live")
    return (
      <NarrowPage
        title="That link is no longer good"
        lead={
          <p>
            It works once, for an hour, for the customer who asked for it. You are signed in as{" "}
            <strong className="wrap-anywhere">{customer.email}</strong>.
          </p>
        }
      >
        <ButtonLink href="/account/address">Ask for a new one</ButtonLink>
      </NarrowPage>
    )
  return (
    <NarrowPage
      title="Is this your new address?"
      lead={
        <p>
          From now on you sign in with <strong className="wrap-anywhere">{link.proof.email}</strong>{" "}
          instead of <span className="wrap-anywhere">{customer.email}</span>. Other browsers are
          signed out.
        </p>
      }
    >
      <form action={continueChange}>
        <input type="hidden" name="token" value={text} />
        <SubmitButton waiting="Changing…" className={buttonClass()}>
          Change my address
        </SubmitButton>
      </form>
    </NarrowPage>
  )
}

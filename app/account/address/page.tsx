import type { Metadata } from "next"
import { askToChange, enterChangeCode, forgetChange } from "@/app/account/address/actions"
import { askedCookie } from "@/app/browser"
import { AskForm } from "@/components/ask-form"
import { CodeForm } from "@/components/code-form"
import { buttonClass } from "@/components/ui/button"
import { Notice } from "@/components/ui/notice"
import { SubmitButton } from "@/components/ui/submit-button"
import { findAsked } from "@/lib/auth/find-asked"
import { requireCustomer } from "@/lib/auth/require-customer"

export const metadata: Metadata = { title: "Your address", robots: { index: false } }

/** The address that a customer signs in with, and the way to another one. */
export default async function AddressPage({ searchParams }: PageProps<"/account/address">) {
  const customer = await requireCustomer("/account/address")
  const { done } = await searchParams
  const asked = await findAsked(await askedCookie())
  const isWaiting = asked?.state === "live" && asked.proof.customerId === customer.customerId
  return (
    <div className="max-w-xl space-y-6 pb-8">
      <h1 className="text-3xl font-semibold">Your address</h1>
      {done === "changed" && (
        <output className="block">
          <Notice title="Your address was changed">
            <p>Everything that you bought has moved along. Other browsers are signed out.</p>
          </Notice>
        </output>
      )}
      <p>
        You sign in with <strong className="wrap-anywhere">{customer.email}</strong>, and receipts
        go there.
      </p>
      {isWaiting ? (
        <>
          <p>
            We have mailed a code to <strong className="wrap-anywhere">{asked.proof.email}</strong>.
            Until you type it, nothing changes.
          </p>
          <CodeForm
            action={enterChangeCode}
            button="Change my address"
            hint="Six digits, good for ten minutes in this browser alone."
          />
          <form action={forgetChange}>
            <SubmitButton waiting="One moment…" className={buttonClass("quiet")}>
              Use another address
            </SubmitButton>
          </form>
        </>
      ) : (
        <>
          <AskForm
            action={askToChange}
            label="Your new email address"
            button="Mail me a code"
            hint="We mail a code to it. The address changes when you have typed the code."
          />
          <p className="text-sm text-quiet">
            Bought something with that address already? It comes into the same library: from then on
            both are one.
          </p>
        </>
      )}
    </div>
  )
}

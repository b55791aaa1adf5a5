import type { Metadata, Route } from "next"
import { redirect } from "next/navigation"
import { currentVisit } from "@/app/browser"
import { showSecondFactor } from "@/app/sign-in/second-factor/actions"
import { ShowSecondFactorForm } from "@/components/show-second-factor-form"
import { SupportLink } from "@/components/support-link"
import { NarrowPage } from "@/components/ui/narrow-page"
import { callbackPath } from "@/lib/auth/callback-path"
import { requireCustomer } from "@/lib/auth/require-customer"

export const metadata: Metadata = { title: "Your second factor", robots: { index: false } }

/** Where an administrator who has signed in shows their second factor, and goes on. */
export default async function ShowSecondFactorPage({
  searchParams,
}: PageProps<"/sign-in/second-factor">) {
  const { callbackUrl = "/admin" } = await searchParams
  const path = callbackPath(callbackUrl, (await currentVisit()).origin)
  const customer = await requireCustomer(path)
  if (customer.secondFactor !== "code") redirect(path as Route)
  return (
    <NarrowPage
      title="Your second factor"
      lead={
        <p>
          <strong className="wrap-anywhere">{customer.email}</strong> is signed in. To open the
          administration, type what your app shows.
        </p>
      }
    >
      <ShowSecondFactorForm action={showSecondFactor} callbackUrl={path} />
      <p className="text-quiet">
        App and recovery codes are lost? Whoever runs the shop’s machine can take the second factor
        away: npm run shop -- admin reset-second-factor, with your address. Or write to{" "}
        <SupportLink />.
      </p>
    </NarrowPage>
  )
}

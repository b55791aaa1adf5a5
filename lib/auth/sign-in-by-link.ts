import { findLink } from "@/lib/auth/find-link"
import { type FinishedSignIn, finishSignIn, type SigningIn } from "@/lib/auth/finish-sign-in"

/** Signs in who pressed Continue on the page of a mail's link. "over": used, lapsed or not ours. */
export async function signInByLink(token: string, browser: SigningIn): Promise<FinishedSignIn> {
  const link = await findLink(token)
  if (link?.proof.purpose !== "sign_in" || link.state !== "live") return { outcome: "over" }
  return finishSignIn(link.proof, browser)
}

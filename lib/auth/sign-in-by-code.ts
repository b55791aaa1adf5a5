import { type FinishedSignIn, finishSignIn, type SigningIn } from "@/lib/auth/finish-sign-in"
import { type TriedCode, tryCode } from "@/lib/auth/try-code"

/** Signs in who typed the mail's code in the browser that asked. Throws as `tryCode` does. */
export async function signInByCode(
  input: { code: string; asked: string | null },
  browser: SigningIn,
): Promise<FinishedSignIn | Exclude<TriedCode, { outcome: "right" }>> {
  const { code, asked } = input
  const tried = await tryCode({ code, browser: asked, purpose: "sign_in" }, browser.visit.network)
  return tried.outcome === "right" ? finishSignIn(tried.proof, browser) : tried
}

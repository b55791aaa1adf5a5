import { changeAddress } from "@/lib/auth/change-address"
import type { SignedIn } from "@/lib/auth/store"
import { type TriedCode, tryCode } from "@/lib/auth/try-code"

/** Changes a customer's address by the code of the mail to the new one. Throws as `tryCode` does. */
export async function changeAddressByCode(
  customer: SignedIn,
  input: { code: string; asked: string | null },
  network: string,
): Promise<{ outcome: "changed" } | Exclude<TriedCode, { outcome: "right" }>> {
  const { code, asked } = input
  const tried = await tryCode({ code, browser: asked, purpose: "change_email" }, network)
  if (tried.outcome !== "right") return tried
  return { outcome: await changeAddress(customer, tried.proof) }
}

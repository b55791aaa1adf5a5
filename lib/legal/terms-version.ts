import { getLegalPage } from "@/lib/legal/get-legal-page"

/** The version of the terms that a buyer agrees to now; kept with the order. */
export async function termsVersion(): Promise<string> {
  return (await getLegalPage("terms")).version
}

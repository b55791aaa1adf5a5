import { getMailRelease } from "@/lib/mail/store/releases"
import type { Composed, Shop } from "@/lib/mail/templates/layout"
import { NewVersion } from "@/lib/mail/templates/new-version"
import { oneClickUrl, unsubscribeUrl } from "@/lib/mail/unsubscribe-url"

/** The letter about a new version, with the way out of such letters in its text and its headers (RFC 8058). */
export async function composeReleaseMail(
  mail: { id: string; subject: string },
  shop: Shop,
): Promise<Composed> {
  const { version, notes, product } = await getMailRelease(mail.subject)
  return {
    subject: `${product.title}: version ${version} is here`,
    body: (
      <NewVersion
        shop={shop}
        title={product.title}
        version={version}
        notes={notes}
        libraryUrl={`${shop.url}/library/${product.slug}`}
        unsubscribeUrl={unsubscribeUrl(mail.id)}
      />
    ),
    headers: {
      "List-Unsubscribe": `<${oneClickUrl(mail.id)}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    },
  }
}

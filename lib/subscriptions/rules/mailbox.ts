import { normaliseEmail } from "@/lib/customers/rules"

// Domains at which one name is one mailbox; the first is its key. Apple: https://support.apple.com/118230;
// Proton: https://proton.me/support/addresses-and-aliases; Yandex gives every login all of its domains:
// https://yandex.com/support/domain/additional/mailbox-alias.xml.
const families = [
  ["gmail.com", "googlemail.com"],
  ["proton.me", "protonmail.com", "protonmail.ch", "pm.me"],
  ["icloud.com", "me.com", "mac.com"],
  ["yandex.ru", "ya.ru", "yandex.com", "yandex.by", "yandex.kz", "yandex.ua", "yandex.com.tr"],
]
const domains = new Map(
  families.flatMap((family) => family.map((alias) => [alias, family[0] ?? alias] as const)),
)

// Marks that count for nothing in a name. Google: https://support.google.com/mail/answer/7436150;
// Proton: `removeEmailAlias` of its own client (github.com/ProtonMail/WebClients).
const ignored = new Map([
  ["gmail.com", /\./g],
  ["proton.me", /[._-]/g],
])

// Yahoo's throw-away addresses are a base name, a hyphen and any word; its own names have no hyphen.
const yahoo = /^(yahoo\.[a-z.]+|(ymail|rocketmail|myyahoo)\.com)$/

/**
 * The mailbox behind an address and its aliases, as far as its host is known. For one question alone,
 * whether a mailbox had its free trial: it may take two people for one, so it is never an identity,
 * never an address to send to, and never decides who may open what.
 */
export function mailboxKey(email: string): string {
  const address = normaliseEmail(email).replace(/\s/g, "")
  const at = address.lastIndexOf("@")
  if (at === -1) return address
  const written = address.slice(at + 1)
  const domain = domains.get(written) ?? written
  const untagged = cutTag(address.slice(0, at), "+")
  const name = yahoo.test(domain) ? cutTag(untagged, "-") : untagged
  const marks = ignored.get(domain)
  return `${marks ? name.replace(marks, "") : name}@${domain}`
}

// A name never becomes empty: a mark at its beginning is no tag's.
function cutTag(name: string, mark: string): string {
  const at = name.indexOf(mark, 1)
  return at === -1 ? name : name.slice(0, at)
}

import { supportEmail } from "@/lib/env"

/** The shop's support address, ready to write to. */
export function SupportLink() {
  const address = supportEmail()
  return (
    <a href={`mailto:${address}`} className="link wrap-anywhere">
      {address}
    </a>
  )
}

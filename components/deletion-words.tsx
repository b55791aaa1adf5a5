import { Notice } from "@/components/ui/notice"

/** What goes and what stays when an account is deleted, before anybody does it. */
export function DeletionWords() {
  return (
    <div className="mt-4 space-y-5">
      <Notice tone="alert" title="Everything that you bought closes, and there is no way back">
        <p>
          No file, film or article can be opened any more: not by signing in, not by the links in
          your mails. Download your files first, and your data above.
        </p>
      </Notice>
      <div className="grid gap-6 sm:grid-cols-2">
        <div>
          <h3 className="font-semibold">What goes</h3>
          <ul className="mt-2 list-disc space-y-1 pl-5 text-quiet">
            <li>your name, address and language</li>
            <li>your sign-ins, on every device</li>
            <li>your library: positions, archive, from where and with what you downloaded</li>
            <li>your address in our mails and in what the payment provider told us</li>
            <li>orders that were never paid</li>
            <li>you and your cards as a customer at the payment provider</li>
          </ul>
        </div>
        <div>
          <h3 className="font-semibold">What stays</h3>
          <ul className="mt-2 list-disc space-y-1 pl-5 text-quiet">
            <li>
              paid orders, for the books: what, when, how much, tax and country, without your name
              and address
            </li>
            <li>refunds and disputes of those</li>
            <li>the payments themselves at the payment provider, which the law tells it to keep</li>
          </ul>
        </div>
      </div>
    </div>
  )
}

import { Moment } from "@/components/moment"
import { Badge } from "@/components/ui/badge"
import { mailState } from "@/lib/mail/rules/mail-state"
import type { MailRow } from "@/lib/mail/store/mail-list"

/** Mails, one a line, with why one was not sent. */
export function MailList({ mails }: { mails: MailRow[] }) {
  return (
    <ul className="mt-6 divide-y divide-line border-y border-line">
      {mails.map((mail) => (
        <li key={mail.id} className="py-3" data-testid="mail" data-state={stateOf(mail)}>
          <p className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
            <span className="wrap-anywhere">
              <span className="font-medium">{mail.kind.replaceAll("_", " ")}</span> to{" "}
              {mail.recipient}
            </span>
            <Badge>{stateOf(mail)}</Badge>
          </p>
          <p className="text-sm text-quiet">
            <Moment at={mail.sentAt ?? mail.createdAt} />
            {mail.attempts > 1 && ` · ${mail.attempts} tries`}
          </p>
          {mail.deliveryNote && mailState(mail) !== "delivered" && (
            <p className="text-sm text-quiet wrap-anywhere">{mail.deliveryNote}</p>
          )}
          {mail.lastError && !mail.sentAt && (
            <p className="text-sm text-alert wrap-anywhere">{mail.lastError}</p>
          )}
        </li>
      ))}
    </ul>
  )
}

function stateOf(mail: MailRow): string {
  const state = mailState(mail)
  return state === "pending" && mail.attempts > 0 ? "failing" : state
}

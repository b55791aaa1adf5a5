import { TrialForm } from "@/components/admin/trial-form"
import type { FormAction } from "@/components/buy-form"
import { Badge } from "@/components/ui/badge"
import { buttonClass } from "@/components/ui/button"
import { PageLink } from "@/components/ui/page-link"
import { SubmitButton } from "@/components/ui/submit-button"
import type { Check, CheckState } from "@/lib/setup/rules"

type Props = {
  checks: Check[]
  /** Sends a test mail, and to whom; null: whoever looks may not. */
  mail: { action: FormAction; to: string } | null
  /** Begins an order, and of what; of nothing where money could move. */
  trial: { action: FormAction; goods: { slug: string; title: string }[] }
}

const words: Record<CheckState, string> = {
  ok: "Done",
  warning: "Worth a look",
  todo: "To do",
  failed: "Does not work",
}

/** The steps to a shop that sells: how each stands, what was found, and what to do. */
export function SetupList({ checks, mail, trial }: Props) {
  return (
    <ol className="mt-6 divide-y divide-line border-y border-line">
      {checks.map(({ id, title, state, found, fix }) => (
        <li key={id} className="py-5" data-testid={`check-${id}`} data-state={state}>
          <h2 className="flex flex-wrap items-center gap-x-3 gap-y-1 text-lg font-semibold">
            {title} <Badge>{words[state]}</Badge>
          </h2>
          <p className={`mt-1.5 max-w-3xl wrap-anywhere ${state === "failed" ? "text-alert" : ""}`}>
            {found}
          </p>
          {fix && <p className="mt-1.5 max-w-3xl text-sm wrap-anywhere text-quiet">{fix}</p>}
          {id === "mail" && mail && (
            <form action={mail.action} className="mt-3">
              <SubmitButton
                waiting="Sending…"
                className={buttonClass("secondary")}
                data-testid="test-mail"
              >
                Send a test mail to {mail.to}
              </SubmitButton>
            </form>
          )}
          {id === "purchase" && trial.goods.length > 0 && <TrialForm {...trial} />}
          {id === "product" && state !== "ok" && (
            <p className="mt-3">
              <PageLink href="/admin/products/new" className="link">
                New product
              </PageLink>
            </p>
          )}
        </li>
      ))}
    </ol>
  )
}

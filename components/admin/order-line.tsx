import type { AdminForm } from "@/components/admin/admin-form-state"
import { CopyList } from "@/components/admin/copy-list"
import { ReasonForm } from "@/components/admin/reason-form"
import { TryFiles } from "@/components/admin/try-files"
import { Moment } from "@/components/moment"
import { buttonClass } from "@/components/ui/button"
import { SubmitButton } from "@/components/ui/submit-button"
import { env } from "@/lib/env"
import { formatMoney } from "@/lib/money"
import type { WholeOrder } from "@/lib/purchases/store/whole-order"

type Line = WholeOrder["lines"][number]
type Props = {
  order: WholeOrder
  line: Line
  /** Null: whoever looks may change nothing. */
  steps: {
    reset: (form: FormData) => Promise<void>
    revoke: AdminForm
    restore: AdminForm
    remake: (form: FormData) => Promise<void>
  } | null
}

/** One line of an order: whether it is open, what is left of it, and what was fetched. */
export function OrderLine({ order, line, steps }: Props) {
  const { purchase } = line
  const money = { amount: line.amountTotal, currency: order.currency }
  return (
    <li className="py-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <p className="font-medium">
          {line.productTitle} · {line.editionTitle}
        </p>
        <p className="tabular-nums">{formatMoney(money, env().SHOP_LOCALE)}</p>
      </div>
      {purchase && (
        <>
          <p className="mt-1 text-quiet">
            {stateOf(purchase)}{" "}
            <span data-testid={`left-${purchase.id}`}>{purchase.downloadsLeft}</span> of{" "}
            {line.edition.downloadLimit} downloads left.
          </p>
          {steps && purchase.downloadsLeft < line.edition.downloadLimit && (
            <form action={steps.reset} className="mt-2">
              <input type="hidden" name="order" value={order.id} />
              <input type="hidden" name="purchase" value={purchase.id} />
              <SubmitButton
                waiting="Giving back…"
                className={buttonClass("secondary")}
                data-testid={`reset-${purchase.id}`}
              >
                Give the downloads back
              </SubmitButton>
            </form>
          )}
          {steps && (
            <ReasonForm
              id={purchase.id}
              hidden={{ order: order.id, purchase: purchase.id }}
              {...(purchase.takenBackAt
                ? { ...restoring, action: steps.restore }
                : { ...revoking, action: steps.revoke })}
            />
          )}
          <CopyList orderId={order.id} files={line.edition.files} remake={steps?.remake ?? null} />
          <TryFiles files={line.edition.files} />
          <Downloads downloads={purchase.downloads} />
        </>
      )}
    </li>
  )
}

const revoking = {
  title: "Close access without a refund",
  button: "Close it",
  waiting: "Closing…",
  hint: "It closes at once and stays closed until somebody here opens it.",
  testId: "revoke",
}
const restoring = {
  title: "Open access again",
  button: "Open it",
  waiting: "Opening…",
  hint: "What a refund or a dispute closes stays closed.",
  testId: "restore",
}

function Downloads({ downloads }: { downloads: NonNullable<Line["purchase"]>["downloads"] }) {
  if (downloads.length === 0)
    return <p className="mt-2 text-sm text-quiet">Nothing was fetched yet.</p>
  return (
    <details className="mt-2">
      <summary className="min-h-11 cursor-pointer content-center text-sm">
        {downloads.length === 50 ? "The last 50 downloads" : `Downloads: ${downloads.length}`}
      </summary>
      <ul className="space-y-1 text-sm text-quiet">
        {downloads.map((one) => (
          <li key={one.id} className="wrap-anywhere">
            <Moment at={one.createdAt} /> · {one.file.name} (version {one.file.release.version}) ·{" "}
            {[one.network, one.userAgent].filter(Boolean).join(", ") || "no trace kept"}
            {!one.startedAt && " · not begun"}
          </li>
        ))}
      </ul>
    </details>
  )
}

function stateOf({ entitlement }: NonNullable<Line["purchase"]>): string {
  if (!entitlement) return "Not open: its access is missing. Run npm run shop -- verify."
  if (entitlement.revokedAt)
    return `Closed (${(entitlement.revokedReason ?? "taken_back").replace("_", " ")}).`
  return "Open."
}

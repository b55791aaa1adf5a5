import type { FormAction } from "@/components/buy-form"
import { Moment } from "@/components/moment"
import { Badge } from "@/components/ui/badge"
import { buttonClass } from "@/components/ui/button"
import { SubmitButton } from "@/components/ui/submit-button"
import { env } from "@/lib/env"
import type { MailFigures, VersionFigures } from "@/lib/releases/store/figures"

type Props = {
  product: string
  /** Newest first. */
  versions: VersionFigures[]
  /** The version that can be taken back, with the one that is newest then; or why it can't. */
  undo: ({ version: string } & ({ before: string } | { message: string })) | null
  takeBack: FormAction | null
  bringBack: FormAction | null
}

/** A product's versions, what became of the mails about each, and the way back. */
export function VersionList({ product, versions, undo, takeBack, bringBack }: Props) {
  if (versions.length === 0)
    return <p className="mt-3 text-quiet">None yet. Upload the first files above.</p>
  return (
    <ul className="mt-3 divide-y divide-line border-y border-line">
      {versions.map(({ releaseId, version, releasedAt, withdrawnAt, files, mails, ...rest }) => (
        <li
          key={releaseId}
          className="space-y-1 py-4"
          data-testid={`version-${version}`}
          data-state={withdrawnAt ? "withdrawn" : "out"}
        >
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="font-medium wrap-anywhere">{version}</span>
            {withdrawnAt && <Badge>taken back</Badge>}
            {undo?.version === version && <Badge>newest</Badge>}
          </p>
          <p className="text-sm text-quiet">
            <Moment at={releasedAt} /> · {counted(files, "file")} · fetched by{" "}
            {counted(rest.downloadedBy, "customer")}
          </p>
          <p className="text-sm text-quiet">{mailLine(mails)}</p>
          {undo?.version === version && "message" in undo && (
            <p className="text-sm text-quiet">{undo.message}</p>
          )}
          {undo?.version === version && "before" in undo && takeBack && (
            <Step
              action={takeBack}
              product={product}
              version={version}
              label={`Take it back: ${undo.before} is the newest again`}
              testId="take-back"
            />
          )}
          {withdrawnAt && bringBack && (
            <Step
              action={bringBack}
              product={product}
              version={version}
              label="Bring it out again"
              testId="bring-back"
            />
          )}
        </li>
      ))}
    </ul>
  )
}

type StepProps = {
  action: FormAction
  product: string
  version: string
  label: string
  testId: string
}

function Step({ action, product, version, label, testId }: StepProps) {
  return (
    <form action={action}>
      <input type="hidden" name="product" value={product} />
      <input type="hidden" name="version" value={version} />
      <SubmitButton
        waiting="One moment…"
        className={`mt-2 ${buttonClass("secondary")}`}
        data-testid={testId}
      >
        <span>
          {label}
          <span className="sr-only">: version {version}</span>
        </span>
      </SubmitButton>
    </form>
  )
}

// Waiting, sent and so on are parts of a whole; what came back is a part of what was sent.
function mailLine({ waiting, sent, bounced, complained, failed, leftOut }: MailFigures): string {
  if (waiting + sent + failed + leftOut === 0) return "No mails about it."
  return [
    `Mails: ${count(sent)} sent`,
    `${count(waiting)} waiting`,
    `${count(bounced)} bounced`,
    `${count(complained)} complained`,
    ...(failed > 0 ? [`${count(failed)} failed`] : []),
    ...(leftOut > 0 ? [`${count(leftOut)} left out`] : []),
  ].join(", ")
}

function counted(n: number, noun: string): string {
  return `${count(n)} ${noun}${n === 1 ? "" : "s"}`
}

function count(n: number): string {
  return n.toLocaleString(env().SHOP_LOCALE)
}

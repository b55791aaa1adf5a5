import { Figure } from "@/components/admin/figure"
import { MailFigure } from "@/components/admin/mail-figure"
import { Moment } from "@/components/moment"
import { env } from "@/lib/env"
import { formatDuration, formatSize } from "@/lib/formats"
import type { Inspection } from "@/lib/health/inspect-shop"

// A tenth left, and less than this, is little for films.
const LITTLE = 10_000_000_000n
const LATE = 600

/** What a shop's owner looks at first: whether Stripe is heard, and whether there is room. */
export function HealthFigures({ found }: { found: Inspection }) {
  const { lag, reconcile, database, files, mails } = found
  return (
    <dl className="mt-6 grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      <Figure
        title="Stripe’s events arrive after"
        value={lag ? inWords(lag.median) : "–"}
        isAlert={Boolean(lag && lag.median > LATE)}
        id="event-lag"
      >
        {lag
          ? `In the last 24 hours; of ${lag.events} the latest came after ${inWords(lag.longest)}.`
          : "Stripe has told nothing in the last 24 hours."}
      </Figure>
      <Figure
        title="Mended by the last look at Stripe"
        value={reconcile?.mended ?? "–"}
        isAlert={Boolean(reconcile && (reconcile.mended > 0 || reconcile.error))}
        id="drift"
      >
        <Reconcile found={reconcile} />
      </Figure>
      <MailFigure mails={mails} id="mail-queue" />
      <Figure title="Database" value={size(database.bytes)} id="database-size">
        PostgreSQL {database.version}.{" "}
        {found.health.migrations === "current"
          ? "Its migrations are current."
          : "Its migrations are not current: run npm run db:migrate."}
      </Figure>
      <Figure
        title="Room for files"
        value={files?.kind === "disk" ? size(files.free) : files ? "No end" : "–"}
        isAlert={files?.kind === "disk" && files.free < LITTLE && files.free * 10n < files.total}
        id="file-space"
      >
        {files?.kind === "disk" && `Free of ${size(files.total)}, for ${files.path}.`}
        {files?.kind === "bucket" && `Files are in the bucket ${files.bucket}.`}
        {!files && "The disk does not say."}
      </Figure>
      <Figure title="Kiosk" value={found.health.version} id="version">
        Node.js {process.version}.
      </Figure>
    </dl>
  )
}

function Reconcile({ found }: { found: Inspection["reconcile"] }) {
  if (!found) return "It comes every five minutes, as soon as the worker runs."
  return (
    <>
      <Moment at={found.at} />: {found.checked} looked at in {inWords(found.seconds)}
      {found.failed > 0 && `, ${found.failed} of them failed`}.
      {found.error && ` It did not come to its end: ${found.error}`}
    </>
  )
}

function inWords(seconds: number): string {
  return formatDuration(Math.round(seconds), env().SHOP_LOCALE)
}

function size(bytes: bigint): string {
  return formatSize(bytes, env().SHOP_LOCALE)
}

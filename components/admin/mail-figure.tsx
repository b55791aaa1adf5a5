import { Figure } from "@/components/admin/figure"

type Props = { mails: { pending: number; failing: number }; id: string }

/** How many mails wait to be sent, and whether they have trouble. */
export function MailFigure({ mails: { pending, failing }, id }: Props) {
  return (
    <Figure title="Mails not sent yet" value={pending} isAlert={failing > 0} id={id}>
      {failing > 0
        ? `${failing} of them failed at least once and are tried again.`
        : "None of them has failed."}
    </Figure>
  )
}

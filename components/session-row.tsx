import { Day } from "@/components/day"
import { Badge } from "@/components/ui/badge"
import { buttonClass } from "@/components/ui/button"
import { SubmitButton } from "@/components/ui/submit-button"

type Props = {
  session: {
    id: string
    userAgent: string | null
    network: string | null
    createdAt: Date
    lastSeenAt: Date
  }
  isThis: boolean
  end: (form: FormData) => Promise<void>
}

/** One browser in which the customer is signed in, and its way out. */
export function SessionRow({ session, isThis, end }: Props) {
  const name = session.userAgent ?? "A browser"
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-4">
      <div className="min-w-0 grow basis-52">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium">
          {name}
          {isThis && <Badge>This browser</Badge>}
        </p>
        <p className="mt-1 text-sm text-quiet">
          Since <Day at={session.createdAt} />
          {!isThis && (
            <>
              , last seen <Day at={session.lastSeenAt} />
            </>
          )}
          {session.network && session.network !== "unknown" && (
            <>
              , from <span className="wrap-anywhere">{session.network}</span>
            </>
          )}
        </p>
      </div>
      {!isThis && (
        <form action={end}>
          <input type="hidden" name="session" value={session.id} />
          <SubmitButton waiting="Signing out…" className={buttonClass("secondary")}>
            Sign out
          </SubmitButton>
        </form>
      )}
    </li>
  )
}

"use client"

import { buttonClass } from "@/components/ui/button"
import { NarrowPage } from "@/components/ui/narrow-page"

/** A defect: what happened, what to do, and the id under which the log has it. */
export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null
  return (
    <NarrowPage
      title="That went wrong on our side"
      lead={
        <p>The page could not be made. Nothing was charged by it, and nothing of yours is lost.</p>
      }
    >
      <button type="button" className={buttonClass()} onClick={() => retry()}>
        Try again
      </button>
      <p className="text-quiet">
        If it happens again, write to the address at the foot of this page
        {digest && (
          <>
            {" "}
            and name this number: <code className="font-mono text-ink">{digest}</code>
          </>
        )}
        .
      </p>
    </NarrowPage>
  )
}

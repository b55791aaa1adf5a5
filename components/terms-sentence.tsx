import Link from "next/link"

/** What pressing a button of this shop means; stands wherever there is one. */
export function TermsSentence({ className = "" }: { className?: string }) {
  return (
    <p className={`max-w-prose text-sm text-quiet ${className}`}>
      By buying you agree to the{" "}
      <Link href="/legal/terms" prefetch={false} className="link">
        terms
      </Link>
      , and to immediate delivery: the files open at once, and with that the right to withdraw ends.
      Our{" "}
      <Link href="/legal/refunds" prefetch={false} className="link">
        refund promise
      </Link>{" "}
      stays.
    </p>
  )
}

import { Notice } from "@/components/ui/notice"
import type { ErrorCode } from "@/lib/errors"

const refusals: Record<ErrorCode | "picture" | "role", string> = {
  role: "Your role is support: it sees everything and changes nothing.",
  forbidden: "That is not yours to do. Somebody else who runs the shop may.",
  "not-found": "That is not there any more. Look at the page as it is now.",
  conflict: "That is not possible as things stand now.",
  invalid: "Something in the form cannot be used. Look at it again.",
  picture:
    "This is no picture that can be used. Take a JPEG, PNG, WebP, AVIF or GIF of at most 20 MB and 60 million pixels.",
  "rate-limited": "That was tried too often. Wait a few minutes, then try again.",
  unavailable: "Stripe does not answer. Nothing was changed; try again in a moment.",
}

const problems: Record<string, string> = refusals

type Props = {
  /** What the last action did or why it did not, from the page's address; anything else is nothing. */
  done: unknown
  problem: unknown
  /** What to say of each deed. */
  words: Record<string, string>
}

/** What came of the last form of a page under /admin. */
export function OutcomeNotice({ done, problem, words }: Props) {
  const said = typeof done === "string" && Object.hasOwn(words, done) ? words[done] : null
  const refused =
    typeof problem === "string" && Object.hasOwn(problems, problem) ? problems[problem] : null
  if (!said && !refused) return null
  return (
    <output
      className="mb-6 block"
      data-testid={refused ? "admin-problem" : "admin-done"}
      data-result={String(refused ? problem : done)}
    >
      <Notice tone={refused ? "alert" : "plain"}>
        <p>{refused ?? said}</p>
      </Notice>
    </output>
  )
}

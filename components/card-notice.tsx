import { Notice } from "@/components/ui/notice"

const done = {
  added: "Your card is saved. You can choose it when you next buy something.",
  removed: "The card is removed.",
  default: "That card is your default now.",
} as const

const problems = {
  stripe: {
    title: "The payment service did not answer",
    text: "Nothing was changed. Try again in a moment.",
  },
  often: {
    title: "That was a little too often",
    text: "Many cards were begun to be added. Try again in an hour; nothing was changed.",
  },
} as const

type Props = { result: string | undefined; problem: string | undefined }

/** What became of the last thing that was done on the page of cards. */
export function CardNotice({ result, problem }: Props) {
  if (problem && isKey(problems, problem)) {
    const { title, text } = problems[problem]
    return (
      <div role="alert" data-testid="card-problem">
        <Notice tone="alert" title={title}>
          <p>{text}</p>
        </Notice>
      </div>
    )
  }
  if (!result || !isKey(done, result)) return null
  return (
    <div aria-live="polite" data-testid="card-done">
      <Notice>
        <p>{done[result]}</p>
      </Notice>
    </div>
  )
}

function isKey<T extends object>(of: T, key: string): key is Extract<keyof T, string> {
  return Object.hasOwn(of, key)
}

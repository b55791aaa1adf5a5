import { Notice } from "@/components/ui/notice"

type Props = {
  /** What the form is about, by the field's name. */
  hidden: Record<string, string>
  /** Why it was refused; empty: it was not. */
  message: string | undefined
  testId: string
}

/** The beginning of a form with steps of its own: what it is about, what Enter presses, what is wrong. */
export function FormHead({ hidden, message, testId }: Props) {
  return (
    <>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {/* What Enter presses: the first button of the form. */}
      <button type="submit" name="step" value="save" tabIndex={-1} aria-hidden className="sr-only">
        Save
      </button>
      {message && (
        <output className="block" data-testid={testId}>
          <Notice tone="alert">
            <p>{message}</p>
          </Notice>
        </output>
      )}
    </>
  )
}

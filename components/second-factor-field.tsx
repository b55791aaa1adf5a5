import { type ButtonLook, buttonClass } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { SubmitButton } from "@/components/ui/submit-button"

type Props = {
  id: string
  label: string
  hint: string
  button: string
  look?: ButtonLook
  error: string | undefined
}

/** Takes a code of an administrator's app, or a recovery code, with the button beside it. */
export function SecondFactorField({ button, look, ...field }: Props) {
  return (
    <Field
      {...field}
      name="code"
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      required
      maxLength={40}
      beside={
        <SubmitButton waiting="Checking…" className={buttonClass(look)}>
          {button}
        </SubmitButton>
      }
    />
  )
}

import { buttonClass } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { Select } from "@/components/ui/select"

type Props = {
  /** The list's own page. */
  action: string
  name: string
  label: string
  hint?: string
  typed: string
  state: string
  states: readonly (readonly [value: string, title: string])[]
  button: string
}

/** The search of a list by a word and a state: a plain form, whose address can be kept. */
export function StateSearch({ action, name, label, hint, typed, state, states, button }: Props) {
  return (
    <search className="mt-6">
      <form action={action} className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_12rem_auto]">
        <Field
          id={name}
          name={name}
          type="search"
          label={label}
          defaultValue={typed}
          maxLength={255}
          autoComplete="off"
          {...(hint ? { hint } : {})}
        />
        <Select id="state" name="state" label="State" options={states} defaultValue={state} />
        <button
          type="submit"
          className={`${buttonClass("secondary")} sm:mt-[1.625rem] sm:self-start`}
        >
          {button}
        </button>
      </form>
    </search>
  )
}

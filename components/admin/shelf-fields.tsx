import { Choice } from "@/components/ui/choice"
import { Field } from "@/components/ui/field"
import type { Typed } from "@/lib/form-steps"

type Props = { typed: Typed; faults: Typed; timeZone: string }

const choices = [
  ["draft", "A draft: nobody sees it"],
  ["now", "For sale"],
  ["later", "For sale from a moment on; until then its page says when"],
] as const

/** When a product is for sale. */
export function ShelfFields({ typed, faults, timeZone }: Props) {
  return (
    <fieldset className="space-y-2" aria-describedby={faults.shelf ? "shelf-error" : undefined}>
      <legend className="text-sm font-medium">When it is for sale</legend>
      {choices.map(([value, label]) => (
        <Choice
          key={value}
          id={`shelf-${value}`}
          type="radio"
          name="shelf"
          value={value}
          label={label}
          defaultChecked={typed.shelf === value}
        />
      ))}
      <div className="max-w-xs">
        <Field
          id="releaseAt"
          name="releaseAt"
          type="datetime-local"
          label={`From (${timeZone})`}
          defaultValue={typed.releaseAt ?? ""}
          error={faults.releaseAt}
        />
      </div>
      {faults.shelf && (
        <p id="shelf-error" className="text-sm text-alert">
          {faults.shelf}
        </p>
      )}
    </fieldset>
  )
}

import { buttonClass } from "@/components/ui/button"
import { Field } from "@/components/ui/field"

const states = [
  ["all", "All"],
  ["pending", "Not sent yet"],
  ["sent", "Sent"],
] as const

/** The search of mails: a plain form, whose address can be kept. */
export function MailSearch({ state, to }: { state: string; to: string }) {
  return (
    <search className="mt-6">
      <form
        action="/admin/mails"
        className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_12rem_auto] sm:items-end"
      >
        <Field
          id="to"
          name="to"
          type="search"
          label="To this address"
          defaultValue={to}
          maxLength={254}
        />
        <div>
          <label htmlFor="state" className="mb-1.5 block text-sm font-medium">
            State
          </label>
          <select
            id="state"
            name="state"
            defaultValue={state}
            className="block min-h-11 w-full rounded-lg border border-edge bg-paper px-3.5 py-2"
          >
            {states.map(([value, title]) => (
              <option key={value} value={value}>
                {title}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" className={buttonClass("secondary")}>
          Find mails
        </button>
      </form>
    </search>
  )
}

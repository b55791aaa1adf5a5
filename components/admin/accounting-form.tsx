import { buttonClass } from "@/components/ui/button"
import { Field } from "@/components/ui/field"

/** Asks which days the file for the books is about. A plain link's form: it changes nothing. */
export function AccountingForm() {
  return (
    <form action="/api/admin/accounting" className="mt-6 max-w-2xl space-y-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field id="since" name="since" type="date" label="First day (empty: from the beginning)" />
        <Field id="until" name="until" type="date" label="Last day (empty: to now)" />
      </div>
      <button type="submit" className={buttonClass("secondary")} data-testid="accounting">
        Download CSV
      </button>
    </form>
  )
}

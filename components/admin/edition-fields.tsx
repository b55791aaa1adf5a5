import { RowSteps } from "@/components/admin/row-steps"
import { typedField } from "@/components/admin/typed-field"
import { Choice } from "@/components/ui/choice"
import { Field } from "@/components/ui/field"
import type { Typed } from "@/lib/form-steps"

type Props = { at: number; typed: Typed; faults: Typed }

/** One edition of a product's form: what is priced and bought. */
export function EditionFields({ at, typed, faults }: Props) {
  const saved = typed[`editions.${at}.saved`]
  const of = (field: string) => typedField(`editions.${at}.${field}`, typed, faults)
  const ticked = (field: string) => {
    const name = `editions.${at}.${field}`
    return { id: name, name, defaultChecked: typed[name] === "on" }
  }
  return (
    <fieldset className="space-y-4 rounded-lg border border-line p-5" data-testid={`edition-${at}`}>
      <legend className="px-2 font-medium">
        {typed[`editions.${at}.title`] || `Edition ${at + 1}`}
      </legend>
      {saved && <input type="hidden" name={`editions.${at}.saved`} value={saved} />}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field {...of("title")} label="Name" maxLength={200} hint="PDF, All formats, To keep…" />
        <Field {...of("format")} label="Format" maxLength={80} hint="What is inside, in a word." />
        <Field
          {...of("price")}
          label="Price"
          maxLength={1000}
          hint="19.99 USD; 17.99 EUR. The first is asked where nobody has chosen. 0 is free."
        />
        <Field
          {...of("downloadLimit")}
          label="Downloads of a purchase"
          inputMode="numeric"
          maxLength={6}
          placeholder="5"
        />
        <Field
          {...of("accessHours")}
          label="Hours that a purchase opens it"
          inputMode="numeric"
          maxLength={6}
          hint="For a rental. Empty: for ever."
        />
        {!saved && (
          <Field
            {...of("slug")}
            label="Its own name in addresses"
            maxLength={80}
            hint="Empty: made of the product’s address and its name. It stays."
          />
        )}
      </div>
      <div className="grid sm:grid-cols-2">
        <Choice {...ticked("isOnSale")} label="For sale" hint="Off, its owners keep it." />
        <Choice
          {...ticked("isSample")}
          label="A sample"
          hint="A free taste, never the product’s own offer."
        />
      </div>
      <RowSteps list="editions" at={at} canRemove={!saved} />
    </fieldset>
  )
}

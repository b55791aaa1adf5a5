import { buttonClass } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { Select } from "@/components/ui/select"

type Props = {
  asked: { q: string; status: string; since: string; until: string }
  /** What is wrong with the days. */
  fault: string | null
}

const states = [
  ["", "Paid or tried"],
  ["paid", "Paid"],
  ["processing", "On its way"],
  ["withheld", "Withheld"],
  ["failed", "Failed"],
  ["disputed", "Disputed"],
  ["refunded", "Refunded"],
  ["open", "Not finished"],
  ["expired", "Left"],
] as const

/** The search of orders: a plain form, whose address can be kept. */
export function OrderSearch({ asked, fault }: Props) {
  return (
    <search className="mt-6">
      <form action="/admin/orders" className="grid gap-4 sm:grid-cols-2 lg:grid-cols-5">
        <div className="sm:col-span-2">
          <Field
            id="q"
            name="q"
            type="search"
            label="Address, product, or id"
            defaultValue={asked.q}
            maxLength={200}
            hint="An email address, words of a title, an id of Stripe’s (cs_, pi_, re_, dp_, cus_), of an order or of a purchase."
          />
        </div>
        <Select
          id="status"
          name="status"
          label="State"
          options={states}
          defaultValue={asked.status}
        />
        <Field
          id="since"
          name="since"
          type="date"
          label="From"
          defaultValue={asked.since}
          error={fault ?? undefined}
        />
        <Field
          id="until"
          name="until"
          type="date"
          label="To, with that day"
          defaultValue={asked.until}
        />
        <button type="submit" className={`${buttonClass("secondary")} sm:justify-self-start`}>
          Find orders
        </button>
      </form>
    </search>
  )
}

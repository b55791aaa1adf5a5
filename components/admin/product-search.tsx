import { buttonClass } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { Select } from "@/components/ui/select"

type Props = { asked: { q: string; state: string; kind: string; order: string } }

const states = [
  ["", "All"],
  ["on-shelf", "For sale"],
  ["to-come", "To come"],
  ["draft", "Drafts"],
  ["archived", "Archived"],
] as const
const kinds = [
  ["", "All"],
  ["file", "Files"],
  ["video", "Videos"],
  ["article", "Articles"],
] as const
const orders = [
  ["newest", "Newest first"],
  ["title", "By title"],
  ["sold", "Most sold first"],
] as const

/** The search of the owner's products: a plain form, whose address can be kept. */
export function ProductSearch({ asked }: Props) {
  return (
    <search className="mt-6">
      <form action="/admin/products" className="grid gap-4 sm:grid-cols-2 lg:grid-cols-5">
        <div className="sm:col-span-2">
          <Field
            id="q"
            name="q"
            type="search"
            label="Words of the title, its makers or its texts"
            defaultValue={asked.q}
            maxLength={200}
            autoComplete="off"
          />
        </div>
        <Select
          id="state"
          name="state"
          label="Where it stands"
          options={states}
          defaultValue={asked.state}
        />
        <Select
          id="kind"
          name="kind"
          label="What it is"
          options={kinds}
          defaultValue={asked.kind}
        />
        <Select id="order" name="order" label="Order" options={orders} defaultValue={asked.order} />
        <button type="submit" className={`${buttonClass("secondary")} sm:justify-self-start`}>
          Find products
        </button>
      </form>
    </search>
  )
}

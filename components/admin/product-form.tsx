"use client"

import { useActionState } from "react"
import type { AdminForm } from "@/components/admin/admin-form-state"
import { EditionFields } from "@/components/admin/edition-fields"
import { FormHead } from "@/components/admin/form-head"
import { ShelfFields } from "@/components/admin/shelf-fields"
import { typedField } from "@/components/admin/typed-field"
import { buttonClass } from "@/components/ui/button"
import { Choice } from "@/components/ui/choice"
import { Field } from "@/components/ui/field"
import { Select } from "@/components/ui/select"
import { SubmitButton } from "@/components/ui/submit-button"
import { TextArea } from "@/components/ui/text-area"
import { rowsOf, type Typed } from "@/lib/form-steps"

type Props = {
  action: AdminForm
  /** What the form holds when it is opened. */
  initial: Typed
  /** The product's slug; empty: a new one. */
  product: string
  revision: string
  timeZone: string
}

const kinds = [
  ["file", "Files to keep"],
  ["video", "Video to watch"],
  ["article", "Article to read"],
] as const

/** All of a product that is typed. Each fault stands at its field; what was typed stays. */
export function ProductForm({ action, initial, product, revision, timeZone }: Props) {
  const [state, send] = useActionState(action, null)
  const typed = state?.typed ?? initial
  const faults = state?.fields ?? {}
  const of = (name: string) => typedField(name, typed, faults)
  return (
    <form action={send} noValidate className="mt-8 max-w-3xl space-y-6" data-testid="product-form">
      <FormHead hidden={{ product, revision }} message={state?.message} testId="product-problem" />
      <Field {...of("title")} label="Title" maxLength={300} />
      <Field
        {...of("slug")}
        label="Address"
        maxLength={80}
        hint={
          product
            ? "Its page is /products/ and this. The old address leads to the new one."
            : "Its page is /products/ and this. Left empty, it is made of the title."
        }
      />
      <Field
        {...of("summary")}
        label="In one line"
        maxLength={500}
        hint="On cards and in link previews."
      />
      <TextArea
        {...of("description")}
        label="Description"
        rows={10}
        maxLength={100_000}
        hint="Markdown: **bold**, # heading, - list, [link](https://…)."
      />
      <SubmitButton
        name="step"
        value="preview"
        waiting="Reading…"
        className={buttonClass("secondary")}
      >
        Show how it reads
      </SubmitButton>
      {state?.preview !== undefined && (
        <section
          aria-label="Preview of the description"
          className="rounded-lg border border-line p-5"
        >
          {/* renderMarkdown lets only its own short list of elements and attributes through. */}
          <div className="prose" dangerouslySetInnerHTML={{ __html: state.preview }} />
        </section>
      )}
      <div className="grid gap-6 sm:grid-cols-2">
        <Select {...of("kind")} label="What it is" options={kinds} />
        <Field
          {...of("coverAlt")}
          label="What its picture shows"
          maxLength={300}
          hint="For those who do not see it."
        />
        <TextArea {...of("people")} label="Made by" rows={2} hint="A name a line." />
        <TextArea
          {...of("keywords")}
          label="Keywords"
          rows={2}
          hint="What else it is searched by, one a line."
        />
        <TextArea
          {...of("groups")}
          label="Groups"
          rows={2}
          hint="A plan that opens one of them opens this. One a line: small letters, digits, hyphens."
        />
      </div>
      <h2 className="pt-4 text-xl font-semibold">Editions and prices</h2>
      {faults.editions && <p className="text-sm text-alert">{faults.editions}</p>}
      {rowsOf(typed, "editions").map(({ name, at }) => (
        <EditionFields key={typed[`${name}.saved`] || name} at={at} typed={typed} faults={faults} />
      ))}
      <SubmitButton
        name="step"
        value="editions:add"
        waiting="Adding…"
        className={buttonClass("secondary")}
        data-testid="add-edition"
      >
        Add an edition
      </SubmitButton>
      <h2 className="pt-4 text-xl font-semibold">On the shelf</h2>
      <ShelfFields typed={typed} faults={faults} timeZone={timeZone} />
      <Choice
        id="requiresSignIn"
        name="requiresSignIn"
        label="Only for its signed-in buyer"
        hint="Else whoever holds the order’s private link can fetch the files."
        defaultChecked={typed.requiresSignIn === "on"}
      />
      <Choice
        id="stampsPdfs"
        name="stampsPdfs"
        label="PDFs bear the address of whoever fetches them"
        hint="Small, at the foot of each page. Protected and signed ones go out as they are."
        defaultChecked={typed.stampsPdfs === "on"}
      />
      <SubmitButton
        name="step"
        value="save"
        waiting="Saving…"
        className={buttonClass()}
        data-testid="save-product"
      >
        Save
      </SubmitButton>
    </form>
  )
}

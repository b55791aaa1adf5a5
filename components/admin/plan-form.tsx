"use client"

import { useActionState } from "react"
import type { AdminForm } from "@/components/admin/admin-form-state"
import { FormHead } from "@/components/admin/form-head"
import { PlanPriceFields } from "@/components/admin/plan-price-fields"
import { typedField } from "@/components/admin/typed-field"
import { buttonClass } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { Select } from "@/components/ui/select"
import { SubmitButton } from "@/components/ui/submit-button"
import { TextArea } from "@/components/ui/text-area"
import { rowsOf, type Typed } from "@/lib/form-steps"

type Props = {
  action: AdminForm
  /** What the form holds when it is opened. */
  initial: Typed
  /** The plan's slug; empty: a new one. */
  plan: string
  revision: string
  /** The families that a new plan may be of. */
  families: { slug: string; title: string }[]
}

/** All of a plan that is typed. Each fault stands at its field; what was typed stays. */
export function PlanForm({ action, initial, plan, revision, families }: Props) {
  const [state, send] = useActionState(action, null)
  const typed = state?.typed ?? initial
  const faults = state?.fields ?? {}
  const of = (name: string) => typedField(name, typed, faults)
  return (
    <form action={send} noValidate className="mt-8 max-w-3xl space-y-6" data-testid="plan-form">
      <FormHead hidden={{ plan, revision }} message={state?.message} testId="plan-problem" />
      {!plan && (
        <fieldset className="grid gap-6 sm:grid-cols-2">
          <legend className="mb-3 text-sm text-quiet">
            A customer has at most one plan of a family that recurs.
          </legend>
          <Select
            {...of("family")}
            label="Family"
            options={[
              ["", "A new family"],
              ...families.map(({ slug, title }) => [slug, title] as const),
            ]}
          />
          <Field {...of("familyTitle")} label="Title of a new family" maxLength={120} />
          <Field
            {...of("familySlug")}
            label="Name of a new family in addresses"
            maxLength={80}
            hint="Small letters, digits and hyphens: film-club."
          />
          <Field
            {...of("slug")}
            label="Name of the plan in addresses"
            maxLength={80}
            hint="It stays. Small letters, digits and hyphens."
          />
        </fieldset>
      )}
      <Field {...of("title")} label="Title" maxLength={120} />
      <Field {...of("summary")} label="In one line" maxLength={300} />
      <div className="grid gap-6 sm:grid-cols-2">
        <TextArea
          {...of("groups")}
          label="Groups of products that it opens"
          rows={4}
          hint="One a line, as they stand at the products."
        />
        <TextArea
          {...of("features")}
          label="Features"
          rows={4}
          hint="Words that pages and programs ask for, one a line."
        />
        <Field
          {...of("tier")}
          label="Tier"
          inputMode="numeric"
          maxLength={4}
          hint="A higher one of the family has all that the lower ones have. Empty: above those there are."
        />
      </div>
      <h2 className="pt-4 text-xl font-semibold">Prices</h2>
      {faults.prices && <p className="text-sm text-alert">{faults.prices}</p>}
      {rowsOf(typed, "prices").map(({ name, at }) => (
        <PlanPriceFields key={name} at={at} typed={typed} faults={faults} />
      ))}
      <SubmitButton
        name="step"
        value="prices:add"
        waiting="Adding…"
        className={buttonClass("secondary")}
      >
        Add a price
      </SubmitButton>
      <p className="text-sm text-quiet">
        Where somebody has the plan, another price, trial, tier, group or feature makes a new
        version; who has the old one keeps it as it was bought.
      </p>
      <SubmitButton
        name="step"
        value="save"
        waiting="Saving…"
        className={buttonClass()}
        data-testid="save-plan"
      >
        Save
      </SubmitButton>
    </form>
  )
}

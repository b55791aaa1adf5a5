import type { Route } from "next"
import { buttonClass } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { PageLink } from "@/components/ui/page-link"
import { Select } from "@/components/ui/select"
import type { AskedPeriod } from "@/lib/reports/read-period"
import type { Preset } from "@/lib/reports/rules/presets"

type Props = {
  asked: AskedPeriod
  /** What is wrong with what was asked for. */
  fault: string | null
  presets: Preset[]
}

const cuts = [
  ["day", "Days"],
  ["week", "Weeks"],
  ["month", "Months"],
  ["year", "Years"],
] as const

/** Which period, and how it is cut: a plain form, whose address can be kept. */
export function PeriodForm({ asked, fault, presets }: Props) {
  return (
    <search className="mt-6 block">
      <form action="/admin/figures" className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
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
          label="Until, without that day"
          defaultValue={asked.until}
        />
        <Select
          id="every"
          name="every"
          label="Cut into"
          options={cuts}
          defaultValue={asked.every}
        />
        <button
          type="submit"
          className={`${buttonClass("secondary")} sm:mt-[1.625rem] sm:self-start sm:justify-self-start`}
        >
          Show figures
        </button>
      </form>
      <ul className="mt-3 flex flex-wrap gap-x-5">
        {presets.map(({ title, ...preset }) => (
          <li key={title}>
            <PageLink
              href={figuresPath(preset) as Route}
              className="link inline-flex min-h-11 items-center text-sm"
            >
              {title}
            </PageLink>
          </li>
        ))}
      </ul>
    </search>
  )
}

function figuresPath(asked: AskedPeriod): string {
  return `/admin/figures?${new URLSearchParams(asked)}`
}

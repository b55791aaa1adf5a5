import type { ComponentProps } from "react"
import { controlClass, described, Labelled } from "@/components/ui/labelled"

type Props = Omit<ComponentProps<"select">, "id"> & {
  id: string
  label: string
  options: readonly (readonly [value: string, title: string])[]
  hint?: string
  error?: string | undefined
}

/** A choice of one, with its label. */
export function Select({ id, label, options, hint, error, ...select }: Props) {
  return (
    <Labelled id={id} label={label} hint={hint} error={error}>
      <select
        // A browser keeps its own choice when a form comes back; what was sent is what stands there.
        key={String(select.defaultValue)}
        id={id}
        className={`${controlClass} w-full`}
        {...described({ id, hint, error })}
        {...select}
      >
        {options.map(([value, title]) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </select>
    </Labelled>
  )
}

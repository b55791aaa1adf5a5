import type { ComponentProps, ReactNode } from "react"
import { controlClass, described, Labelled } from "@/components/ui/labelled"

type Props = Omit<ComponentProps<"input">, "id"> & {
  id: string
  label: string
  hint?: string
  error?: string | undefined
  /** A button on the same line. */
  beside?: ReactNode
}

/** An input with its label, a hint, and what is wrong with it. */
export function Field({ id, label, hint, error, beside, ...input }: Props) {
  return (
    <Labelled id={id} label={label} hint={hint} error={error}>
      <div className="flex flex-wrap gap-3">
        <input
          id={id}
          className={`${controlClass} min-w-0 grow basis-56`}
          {...described({ id, hint, error })}
          {...input}
        />
        {beside}
      </div>
    </Labelled>
  )
}

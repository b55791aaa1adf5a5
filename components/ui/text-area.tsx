import type { ComponentProps } from "react"
import { controlClass, described, Labelled } from "@/components/ui/labelled"

type Props = Omit<ComponentProps<"textarea">, "id"> & {
  id: string
  label: string
  hint?: string
  error?: string | undefined
}

/** Several lines of text with their label, a hint, and what is wrong with them. */
export function TextArea({ id, label, hint, error, ...area }: Props) {
  return (
    <Labelled id={id} label={label} hint={hint} error={error}>
      <textarea
        id={id}
        className={`${controlClass} w-full`}
        {...described({ id, hint, error })}
        {...area}
      />
    </Labelled>
  )
}

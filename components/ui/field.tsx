import type { ComponentProps, ReactNode } from "react"

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
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ")
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <div className="flex flex-wrap gap-3">
        <input
          id={id}
          className="block min-h-11 min-w-0 grow basis-56 rounded-lg border border-edge bg-paper px-3.5 py-2 placeholder:text-quiet aria-invalid:border-alert"
          aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined}
          {...input}
        />
        {beside}
      </div>
      {error && (
        <p id={`${id}-error`} className="mt-1.5 text-sm text-alert">
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="mt-1.5 text-sm text-quiet">
          {hint}
        </p>
      )}
    </div>
  )
}

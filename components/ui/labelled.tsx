import type { ReactNode } from "react"

type Props = {
  id: string
  label: string
  hint?: string | undefined
  error?: string | undefined
  children: ReactNode
}

/** A control with its label above, a hint, and what is wrong with it. */
export function Labelled({ id, label, hint, error, children }: Props) {
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      {children}
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

/** What a control says of itself to those who do not see its hint and its fault. */
export function described({ id, hint, error }: Pick<Props, "id" | "hint" | "error">) {
  const ids = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ")
  return { "aria-invalid": error ? true : undefined, "aria-describedby": ids || undefined }
}

/** How a control that text is typed into looks. */
export const controlClass =
  "block min-h-11 rounded-lg border border-edge bg-paper px-3.5 py-2 placeholder:text-quiet aria-invalid:border-alert"

import type { ComponentProps } from "react"

type Props = Omit<ComponentProps<"input">, "id" | "type"> & {
  id: string
  type?: "checkbox" | "radio"
  label: string
  hint?: string
}

/** Something to tick, with its label beside it. */
export function Choice({ id, type = "checkbox", label, hint, ...input }: Props) {
  return (
    <div className="flex items-start gap-3">
      <input
        // As with a select: what was sent stands there when the form comes back.
        key={String(input.defaultChecked)}
        id={id}
        type={type}
        className="mt-3 size-5 shrink-0 accent-accent"
        aria-describedby={hint ? `${id}-hint` : undefined}
        {...input}
      />
      <div>
        <label htmlFor={id} className="block py-2.5">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="-mt-1.5 text-sm text-quiet">
            {hint}
          </p>
        )}
      </div>
    </div>
  )
}

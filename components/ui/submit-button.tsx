"use client"

import type { ComponentProps } from "react"
import { useFormStatus } from "react-dom"

type Props = Omit<ComponentProps<"button">, "type"> & {
  /** What stands on the button while the form is on its way. */
  waiting: string
}

/** The button of a form; it says so while it waits. Without JavaScript it is a plain button. */
export function SubmitButton({ waiting, children, ...props }: Props) {
  const { pending } = useFormStatus()
  return (
    <button
      type="submit"
      aria-disabled={pending}
      onClick={(event) => {
        if (pending) event.preventDefault()
      }}
      {...props}
    >
      {pending ? waiting : children}
    </button>
  )
}

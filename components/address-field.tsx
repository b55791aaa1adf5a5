import type { ReactNode } from "react"
import { Field } from "@/components/ui/field"

/** Why an address was not taken, and what was typed. */
export type WrongAddress = {
  ok: false
  message: string
  fields: { email: string }
  email: string
}

type Props = { id: string; hint: string; wrong: WrongAddress | null; button: ReactNode }

/** Asks for an email address, its button on the same line. What was typed stays when it was wrong. */
export function AddressField({ id, hint, wrong, button }: Props) {
  return (
    <Field
      key={wrong?.email}
      id={id}
      label="Your email address"
      name="email"
      type="email"
      autoComplete="email"
      required
      maxLength={320}
      defaultValue={wrong?.email}
      error={wrong?.fields.email}
      hint={hint}
      beside={button}
    />
  )
}

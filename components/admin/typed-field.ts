import type { Typed } from "@/lib/form-steps"

/** A field of a form that comes back: what was typed into it stands there, and what is wrong with it. */
export function typedField(name: string, typed: Typed, faults: Typed) {
  return {
    id: name,
    name,
    defaultValue: typed[name] ?? "",
    error: faults[name],
    autoComplete: "off",
  }
}

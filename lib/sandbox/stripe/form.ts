/** A decoded form: names with brackets become nested records, every leaf is a string. */
export type Form = { [name: string]: Form | string }

/**
 * Decodes `a[b][0]=c` as Stripe does; a list is a record whose names are its indexes.
 * Records have no prototype, so no name can reach one.
 * Source: https://docs.stripe.com/api (requests are form-encoded).
 */
export function decodeForm(text: string): Form {
  const form = emptyForm()
  for (const [name, value] of new URLSearchParams(text)) put(form, pathOf(name), value)
  return form
}

function emptyForm(): Form {
  return Object.create(null)
}

function pathOf(name: string): string[] {
  const open = name.indexOf("[")
  if (open <= 0 || !name.endsWith("]")) return [name]
  return [name.slice(0, open), ...name.slice(open + 1, -1).split("][")]
}

function put(form: Form, path: string[], value: string): void {
  let here = form
  for (const [depth, part] of path.entries()) {
    const name = part === "" ? String(Object.keys(here).length) : part
    if (depth === path.length - 1) {
      here[name] = value
      return
    }
    const next = here[name]
    const child = typeof next === "object" ? next : emptyForm()
    here[name] = child
    here = child
  }
}

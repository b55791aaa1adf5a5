import type { APIRequestContext, Page } from "@playwright/test"

/** A form as a page without JavaScript holds it. */
export type PageForm = {
  action: string
  fields: [name: string, value: string][]
  /** Which server actions it calls, by Next's ids. */
  actionIds: string[]
}

/** Every form of a page that posts. What a person would type is filled in. */
export async function formsOf(page: Page, html: string): Promise<PageForm[]> {
  const forms = await page.evaluate((source) => {
    const parsed = new DOMParser().parseFromString(source, "text/html")
    return [...parsed.querySelectorAll("form")].flatMap((form) => {
      if (form.method !== "post") return []
      const fields: [string, string][] = []
      for (const control of form.querySelectorAll<HTMLInputElement | HTMLButtonElement>(
        "input[name], button[name], textarea[name], select[name]",
      ))
        fields.push([control.name, control.value || typed(control.type)])
      return [{ action: form.getAttribute("action") ?? "", fields }]
    })

    function typed(type: string): string {
      return type === "email" ? "somebody@example.com" : type === "hidden" ? "" : "Somebody"
    }
  }, html)
  return forms.map(({ action, fields }) => ({
    action,
    fields,
    actionIds: fields.flatMap(([name, value]) => idsIn(`${name} ${value}`)),
  }))
}

/** Sends a form of the page at `path`, as whoever `sender` is. */
export async function sendForm(
  sender: APIRequestContext,
  path: string,
  { action, fields }: PageForm,
): Promise<number> {
  const multipart = new FormData()
  for (const [name, value] of fields) multipart.append(name, value)
  const response = await sender.post(action || path, { multipart, maxRedirects: 0 })
  return response.status()
}

// $ACTION_ID_<id>, or {"id":"<id>",…} beside $ACTION_REF_1.
function idsIn(text: string): string[] {
  return [...text.matchAll(/(?<![0-9a-f])[0-9a-f]{40,42}(?![0-9a-f])/g)].map(([id]) => id)
}

import { html } from "hono/html"
import type { Html } from "@/lib/sandbox/page"

/**
 * A form of one button; `fields` are sent with it.
 * @param name what it is called where the label alone does not say what it acts on
 */
export function button(
  action: string,
  label: string,
  fields: Readonly<Record<string, string>> = {},
  name = "",
): Html {
  const hidden = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  )
  return html`<form method="post" action="${action}">${hidden}<button class="plain"${name ? html` aria-label="${name}"` : ""}>${label}</button></form>`
}

/** A labelled list of choices. */
export function choices(
  id: string,
  name: string,
  label: string,
  values: readonly string[],
  chosen: string,
): Html {
  const options = values.map(
    (value) => html`<option${value === chosen ? html` selected` : ""}>${value}</option>`,
  )
  return html`<div class="field"><label for="${id}">${label}</label><select id="${id}" name="${name}">${options}</select></div>`
}

/** A table that scrolls sideways by itself on a narrow screen, or a sentence when it is empty. */
export function scrollTable(label: string, heads: readonly string[], rows: Html[]): Html {
  if (rows.length === 0) return html`<p class="hint">None yet.</p>`
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">
    <table>
      <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
      <tbody>${rows}</tbody>
    </table>
  </div>`
}

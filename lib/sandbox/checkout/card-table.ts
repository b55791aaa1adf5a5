import { html } from "hono/html"
import type { Html } from "@/lib/sandbox/page"
import { testCards } from "@/lib/sandbox/stripe/test-cards"

/** The cards that may be typed where a page asks for one, and what each of them does. */
export function cardTable(): Html {
  const rows = testCards
    .filter((card) => card.use !== "")
    .map(
      (card) => html`<tr>
        <td class="code">${card.number.replace(/(\d{4})(?=\d)/g, "$1 ")}</td>
        <td>${card.use}</td>
      </tr>`,
    )
  return html`<h2 id="cards-heading">Test cards</h2>
    <p class="hint">Any date in the future and any security code will do.</p>
    <div class="scroll" role="region" aria-labelledby="cards-heading" tabindex="0">
      <table>
        <thead><tr><th scope="col">Use this card</th><th scope="col">to …</th></tr></thead>
        <tbody>${rows}</tbody>
      </table>
    </div>`
}

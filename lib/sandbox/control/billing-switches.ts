import { html } from "hono/html"
import type { ControlState } from "@/lib/sandbox/control/control-page"
import { clockSteps } from "@/lib/sandbox/control/move-clock"
import { button, choices } from "@/lib/sandbox/control/parts"
import { momentWords } from "@/lib/sandbox/control/subscription-table"
import type { Html } from "@/lib/sandbox/page"
import { afterRetries, webhookShapes } from "@/lib/sandbox/settings"

const words = {
  day: "A day on",
  week: "A week on",
  month: "A month on",
  next: "To the next billing moment",
} as const

/** The clock that the sandbox and the shop go by, and the steps that move it on. */
export function clockSection({ settings, now }: ControlState): Html {
  const moment = momentWords(Math.floor(now.getTime() / 1000))
  const moved = settings.clock.offsetMs !== 0
  return html`<h2>Time</h2>
    <p>It is <strong data-testid="clock">${moment} UTC</strong> here and in the shop${moved ? ", a clock that was moved" : ", the real time"}.</p>
    <div class="row">
      ${clockSteps.map((by) => button("/control/clock/advance", words[by], { by }))}
      ${moved ? button("/control/clock", "Back to real time", { to: "" }) : ""}
    </div>`
}

/** How billing goes: the retries of a failed payment, drafts, and the shape of webhooks. */
export function billingSwitches({ settings }: ControlState): Html {
  const { billing, webhooks } = settings
  const days = billing.retryDays.join(", ")
  return html`<h2>Billing</h2>
    <div class="switches">
      <form method="post" action="/control/billing">
        <div class="field"><label for="retry-days">Try again after days (from the first failure)</label><input id="retry-days" name="retryDays" value="${days}" autocomplete="off" /></div>
        ${choices("after-retries", "afterRetries", "Then", afterRetries, billing.afterRetries)}
        <div class="field"><label for="draft-minutes">Minutes that a renewal's invoice is a draft</label><input id="draft-minutes" name="draftMinutes" type="number" min="0" value="${billing.draftMinutes}" autocomplete="off" /></div>
        <button>Set</button>
      </form>
      <form method="post" action="/control/webhooks">
        ${choices("webhook-shape", "shape", "Shape of webhooks", webhookShapes, webhooks.shape)}
        <button>Set</button>
      </form>
    </div>`
}

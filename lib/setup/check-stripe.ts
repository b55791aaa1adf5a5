import { env, isLiveMode, isLocal } from "@/lib/env"
import { messageOf } from "@/lib/errors"
import { formatMoment } from "@/lib/formats"
import { withoutSecrets } from "@/lib/log"
import type { Check } from "@/lib/setup/rules"
import type { SetupFacts } from "@/lib/setup/store"
import { getAccount } from "@/lib/stripe/account"
import { mayReadBalance } from "@/lib/stripe/balance"
import { STRIPE_API_VERSION } from "@/lib/stripe/client"

const keys = "https://dashboard.stripe.com/apikeys"

/** Whether Stripe answers to the shop's key, and whether money is real. */
export async function checkStripe(): Promise<Check> {
  const check = { id: "stripe", title: "Stripe takes the key" } as const
  const { STRIPE_SECRET_KEY: key, STRIPE_API_BASE: base } = env()
  if (!key)
    return {
      ...check,
      state: "failed",
      found: "There is no key.",
      fix: `Set STRIPE_SECRET_KEY to the secret key of ${keys}, and start the shop again.`,
    }
  try {
    const account = await getAccount()
    const whose = account ? `${account.name ?? account.id} (${account.id})` : "a restricted key"
    if (account && !account.canCharge && isLiveMode())
      return {
        ...check,
        state: "failed",
        found: `Stripe answers for ${whose}, which may not take money yet.`,
        fix: "Give Stripe what it still asks for: https://dashboard.stripe.com/account/onboarding",
      }
    if (!(await mayReadBalance()))
      return {
        ...check,
        state: "warning",
        found: `Stripe answers for ${whose}, and does not let it read balance transactions: its fees stay unknown to the books and figures.`,
        fix: `At ${keys} give the restricted key the permission to read Balance transactions.`,
      }
    if (base)
      return {
        ...check,
        state: "warning",
        found: `The sandbox on ${base} answers in Stripe’s place: no money moves.`,
        fix: `When you want to sell, set STRIPE_SECRET_KEY to a key of ${keys}.`,
      }
    if (isLiveMode())
      return { ...check, state: "ok", found: `Live mode: ${whose} takes real money.`, fix: null }
    return {
      ...check,
      state: "warning",
      found: `Test mode: ${whose} answers, and no money moves.`,
      fix: `When all else here is done, set STRIPE_SECRET_KEY to the live key of ${keys}, and STRIPE_WEBHOOK_SECRET to the secret of the endpoint in live mode.`,
    }
  } catch (error) {
    return {
      ...check,
      state: "failed",
      found: `Stripe does not answer to it: ${withoutSecrets(messageOf(error))}`,
      fix: `Compare STRIPE_SECRET_KEY with the secret key of ${keys}, and start the shop again.`,
    }
  }
}

/** Whether Stripe's events come in. */
export function checkWebhook({ heardAt }: Pick<SetupFacts, "heardAt">): Check {
  const check = { id: "webhook", title: "Stripe’s events arrive" } as const
  const { PUBLIC_URL, STRIPE_WEBHOOK_SECRET, STRIPE_API_BASE, SHOP_LOCALE, SHOP_TIME_ZONE } = env()
  const address = `${PUBLIC_URL}/api/webhooks/stripe`
  const fix = isLocal()
    ? `Run stripe listen --forward-to ${address} and set STRIPE_WEBHOOK_SECRET to the secret that it prints.`
    : `At https://dashboard.stripe.com/webhooks add the endpoint ${address} with API version ${STRIPE_API_VERSION}, and set STRIPE_WEBHOOK_SECRET to its signing secret.`
  if (STRIPE_WEBHOOK_SECRET.length === 0)
    return { ...check, state: "failed", found: "STRIPE_WEBHOOK_SECRET is not set.", fix }
  if (!heardAt)
    return {
      ...check,
      state: "todo",
      found: "No event has come yet.",
      fix: STRIPE_API_BASE
        ? "Buy something below: the sandbox tells the shop of it by itself."
        : `${fix} Then buy something below: its event comes within seconds.`,
    }
  const when = formatMoment(heardAt, SHOP_LOCALE, SHOP_TIME_ZONE)
  return {
    ...check,
    state: "ok",
    found: `The newest came ${when}, at ${address}, API version ${STRIPE_API_VERSION}.`,
    fix: null,
  }
}

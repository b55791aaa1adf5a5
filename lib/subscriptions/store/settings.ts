import { findSetting, saveSetting } from "@/lib/shop/store"
import { capabilities } from "@/lib/subscriptions/capabilities"

/** What the shop's owner decided for all subscriptions. */
export type BillingSettings = {
  /** Days for which a period that was not paid stays open; 0 where the provider tries no charge again. */
  graceDays: number
  /** Whether what a paused subscription has stays open. */
  opensWhilePaused: boolean
  /** Days of a trial, where a price does not say otherwise; 0: none. */
  trialDays: number
  /** Days before a yearly charge, or a longer one, at which its customer hears of it. */
  reminderDays: number
}

export const defaultBillingSettings: BillingSettings = {
  graceDays: 7,
  opensWhilePaused: false,
  trialDays: 0,
  reminderDays: 7,
}

const NAME = "billing"

/** The settings of all subscriptions; what was never set is as `defaultBillingSettings` says. */
export async function getBillingSettings(): Promise<BillingSettings> {
  const stored: unknown = JSON.parse((await findSetting(NAME)) ?? "{}")
  const known = typeof stored === "object" && stored !== null ? stored : {}
  const number = (name: "graceDays" | "trialDays" | "reminderDays") => {
    const value: unknown = Reflect.get(known, name)
    return typeof value === "number" ? value : defaultBillingSettings[name]
  }
  return {
    graceDays: capabilities.grace ? number("graceDays") : 0,
    trialDays: number("trialDays"),
    reminderDays: number("reminderDays"),
    opensWhilePaused: Reflect.get(known, "opensWhilePaused") === true,
  }
}

/** Keeps the settings of all subscriptions. */
export async function saveBillingSettings(settings: BillingSettings): Promise<void> {
  await saveSetting(NAME, JSON.stringify(settings))
}

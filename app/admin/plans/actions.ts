"use server"

import { z } from "zod"
import { adminAction, adminForm } from "@/app/admin/act"
import { changeBillingSettingsLater } from "@/lib/billing/change-billing-settings"
import { billingFields } from "@/lib/billing/settings-rules"
import { takeStep } from "@/lib/form-steps"
import { chooseDefaultPlanLater } from "@/lib/plans/choose-default-plan"
import { priceList } from "@/lib/plans/edit/read-plan-form"
import { editPlan } from "@/lib/plans/edit-plan"
import { retirePlan } from "@/lib/plans/retire-plan"

const back = () => "/admin/plans"

/** Saves a plan's form, or takes one of the form's own steps: a price more, one less. */
export const save = adminForm(
  z.record(z.string(), z.string()),
  async ({ step = "save", plan = "", revision = "", ...typed }, actor) => {
    const next = takeStep(typed, step, priceList)
    if (next) return { typed: next }
    const saved = await editPlan({ slug: plan || null, typed, revision, actor })
    return `/admin/plans/${saved.slug}?done=${saved.outcome}`
  },
)

/** Takes a plan off the shelf; those who have it keep it. */
export const retire = adminAction(z.object({ plan: z.string() }), back, async ({ plan }, actor) => {
  await retirePlan(plan, actor)
  return "retired"
})

/** Makes a plan what customers without a subscription have; empty: none. */
export const chooseDefault = adminAction(
  z.object({ plan: z.string() }),
  back,
  async ({ plan }, actor) => {
    await chooseDefaultPlanLater(plan || null, actor)
    return plan ? "default" : "no-default"
  },
)

/** Changes what holds for all subscriptions. */
export const changeSettings = adminForm(billingFields, async (settings, actor) => {
  await changeBillingSettingsLater(settings, actor)
  return "/admin/plans?done=settings"
})

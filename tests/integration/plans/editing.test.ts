import { expect, it, onTestFinished } from "vitest"
import { listChanges } from "@/lib/audit/store"
import { changeBillingSettingsLater } from "@/lib/billing/change-billing-settings"
import { billingFields } from "@/lib/billing/settings-rules"
import { now, plusSeconds } from "@/lib/clock"
import { db } from "@/lib/db"
import type { FieldErrors } from "@/lib/errors"
import type { Typed } from "@/lib/form-steps"
import { newPlan, typedOfPlan } from "@/lib/plans/edit/typed-of-plan"
import { editPlan, planRevision } from "@/lib/plans/edit-plan"
import { countSubscribers, findOwnPlan } from "@/lib/plans/store/own-plan"
import {
  defaultBillingSettings,
  getBillingSettings,
  saveBillingSettings,
} from "@/lib/subscriptions/store/settings"
import { workOff } from "@/tests/support/person"
import { onSale } from "@/tests/support/plan-documents"
import { startSelling } from "@/tests/support/selling"
import { subscribes } from "@/tests/support/subscribing"

const { sandbox } = await startSelling()
const actor = "owner@example.com"
const form: Typed = {
  ...newPlan,
  familySlug: "club",
  familyTitle: "The club",
  slug: "matinee",
  title: "Matinee",
  groups: "comedy\r\nmusical",
  "prices.0.amount": "6.99",
  "prices.0.currency": "USD",
}
const create = (typed: Typed) => editPlan({ slug: null, typed, revision: "", actor })
const own = async (slug: string) => {
  const plan = await findOwnPlan(slug)
  if (!plan) throw new Error(`There is no plan ${slug}.`)
  return plan
}

it("a plan is made of a form, with each fault at its field, and one that somebody has gets a new version", async () => {
  const faulty = {
    ...form,
    familySlug: "The Club",
    slug: "",
    "prices.0.period": "fortnight",
    "prices.1.amount": "9",
    "prices.1.currency": "USD",
    "prices.1.period": "year",
    "prices.1.introCycles": "many",
  }
  const refused = await create(faulty).catch((error: FieldErrors) => error.fields)
  expect(Object.keys(refused).sort()).toEqual(
    expect.arrayContaining(["familySlug", "prices.1.introCycles", "slug"]),
  )
  expect(await db().plan.count()).toBe(0)
  expect(await create(form)).toMatchObject({ slug: "matinee", version: 1, outcome: "created" })
  await expect(create(form)).rejects.toMatchObject({ fields: { slug: expect.any(String) } })

  const plan = await own("matinee")
  const reopened = typedOfPlan(plan)
  const same = { slug: "matinee", typed: reopened, revision: planRevision(plan), actor }
  expect(await editPlan(same)).toMatchObject({ outcome: "unchanged" })
  await subscribes(await onSale("matinee"))
  expect((await countSubscribers()).get(plan.id)).toBe(1)
  const dearer = { ...reopened, "prices.0.amount": "7.99" }
  const changed = { ...same, typed: dearer }
  expect(await editPlan(changed)).toMatchObject({ outcome: "version", version: 2 })
  // Whoever began before that is told.
  await expect(editPlan(changed)).rejects.toMatchObject({ code: "conflict" })
  const { changes } = await listChanges({ after: null, limit: 9 })
  expect(changes.map(({ actor: who, action }) => [who, action])).toEqual([
    [actor, "plan.change"],
    [actor, "plan.create"],
  ])
})

it("R43: a plan that another provider owns is not changed here", async () => {
  await create(form)
  await db().plan.updateMany({ data: { metadata: { google_in_app: "club.matinee" } } })
  const plan = await own("matinee")
  const typed = { ...typedOfPlan(plan), title: "Another" }
  await expect(
    editPlan({ slug: "matinee", typed, revision: planRevision(plan), actor }),
  ).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("Google Play") })
  expect((await own("matinee")).title).toBe("Matinee")
})

it("R24: settings changed on the page count for those who subscribe already, and say in the log who changed what", async () => {
  onTestFinished(() => saveBillingSettings(defaultBillingSettings))
  await create(form)
  const { customerId } = await subscribes(await onSale("matinee"))
  await sandbox.told()
  const end = async () =>
    (await db().entitlement.findFirstOrThrow({ where: { customerId } })).endsAt ?? now()
  const before = await end()
  const change = billingFields.parse({ graceDays: "10", trialDays: "14", reminderDays: "3" })
  await changeBillingSettingsLater(change, actor)
  await workOff("derive-subscriptions")
  expect(await end()).toEqual(plusSeconds(before, 3 * 86_400))
  expect(await getBillingSettings()).toEqual({ ...change, opensWhilePaused: false })
  await changeBillingSettingsLater(change, actor)
  const { changes } = await listChanges({
    subject: { kind: "settings", id: "billing" },
    after: null,
    limit: 10,
  })
  expect(changes).toMatchObject([
    { actor, action: "billing.change", before: { graceDays: 7 }, after: { graceDays: 10 } },
  ])
})

it("R24: settings that nobody can mean are refused at their field", () => {
  const wrong = { graceDays: "61", trialDays: "-1", reminderDays: "soon" }
  const faults = billingFields.safeParse(wrong).error?.issues.map(({ path }) => path[0])
  expect(faults).toEqual(["graceDays", "trialDays", "reminderDays"])
})

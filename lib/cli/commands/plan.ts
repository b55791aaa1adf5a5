import { Command } from "commander"
import { z } from "zod"
import { COMMAND_LINE } from "@/lib/audit/store"
import { planSettings } from "@/lib/cli/commands/plan-settings"
import { followProgress } from "@/lib/cli/follow-progress"
import { print, table } from "@/lib/cli/output"
import { env } from "@/lib/env"
import { AppError } from "@/lib/errors"
import { chooseDefaultPlan } from "@/lib/plans/choose-default-plan"
import { readDocument } from "@/lib/plans/document/read-document"
import { retirePlan } from "@/lib/plans/retire-plan"
import type { SavedPlan } from "@/lib/plans/save-family-plans"
import { savePlans } from "@/lib/plans/save-plans"
import { listShelf } from "@/lib/plans/store/shelf"
import { readTerms } from "@/lib/plans/store/terms"
import { periodOf } from "@/lib/subscriptions/rules/periods"
import { priceInWords } from "@/lib/subscriptions/rules/words"
import { findDefaultPlan } from "@/lib/subscriptions/store/default-plan"

const withJson = z.object({ json: z.boolean() })

/** `plan`, with what can be done with plans. */
export function planCommands(): Command[] {
  const plan = new Command("plan").description("plans that customers subscribe to (docs/plans.md)")
  for (const command of [save(), list(), retire(), choose(), planSettings()])
    plan.addCommand(command.option("--json", "print JSON", false))
  return [plan]
}

function save(): Command {
  return new Command("save")
    .description("makes the plans what a JSON document says, here and at Stripe")
    .argument("<file>", "a .json file, as docs/plans.md describes it")
    .addHelpText("after", "\nWhat the document leaves out stays. Safe to run again.")
    .action(async (path: string, _: unknown, command: Command) => {
      const output = withJson.parse(command.optsWithGlobals())
      const saved = await savePlans(await readDocument(path), { actor: COMMAND_LINE })
      if (saved.outcome === "refused") {
        const lines = saved.faults.map(({ place, message }) => `${place}: ${message}`)
        if (output.json) print(output, saved, [])
        throw new AppError("invalid", ["Nothing was saved.", ...lines].join("\n"))
      }
      const before = await findDefaultPlan()
      const isNew = saved.plans.some(
        ({ slug, outcome }) => slug === before?.slug && outcome === "version",
      )
      if (before && isNew) await chooseDefaultPlan(before.slug, COMMAND_LINE)
      print(output, saved, [
        ...saved.plans.map(sentenceOf),
        ...(before && isNew ? [`${before.slug} is the default plan, in its new version.`] : []),
      ])
    })
}

function sentenceOf({ slug, version, outcome, fields }: SavedPlan): string {
  switch (outcome) {
    case "created":
      return `created    ${slug}`
    case "version":
      return `version ${version}  ${slug} (${fields.join(", ")}); who has version ${version - 1} or older keeps it`
    case "edited":
      return `changed    ${slug} (${fields.join(", ")})`
    case "unchanged":
      return `unchanged  ${slug}`
  }
}

function list(): Command {
  return new Command("list")
    .description("lists plans with their versions and prices")
    .option("--all", "retired versions as well", false)
    .action(async (_: unknown, command: Command) => {
      const options = withJson.extend({ all: z.boolean() }).parse(command.optsWithGlobals())
      const plans = await listShelf(options.all)
      const byDefault = await findDefaultPlan()
      const rows = plans.map((plan) => [
        plan.family.slug,
        plan.slug,
        String(plan.version),
        String(plan.tier),
        plan.retiredAt ? "retired" : plan.id === byDefault?.planId ? "default" : "on sale",
        plan.prices
          .map((price) =>
            priceInWords({ ...readTerms(price), period: periodOf(price) }, env().SHOP_LOCALE),
          )
          .join(" / "),
        plan.groups.join(", "),
      ])
      print(
        options,
        plans,
        table(
          ["FAMILY", "PLAN", "VERSION", "TIER", "STATE", "PRICES", "OPENS"],
          rows,
          "There is no plan. `npm run shop -- plan save <file>` makes some; docs/plans.md says how.",
        ),
      )
    })
}

function retire(): Command {
  return new Command("retire")
    .description("takes a plan off the shelf; those who have it keep it")
    .argument("<slug>", "the plan's slug")
    .action(async (slug: string, _: unknown, command: Command) => {
      const retired = await retirePlan(slug, COMMAND_LINE)
      print(withJson.parse(command.optsWithGlobals()), retired, [
        `${slug} (version ${retired.version}) is not sold any more. Those who have it keep it.`,
      ])
    })
}

function choose(): Command {
  return new Command("default")
    .description("chooses the plan of customers without a subscription")
    .argument("<slug>", "the plan's slug, or none")
    .action(async (slug: string, _: unknown, command: Command) => {
      const progress = followProgress("customers")
      const chosen = await chooseDefaultPlan(
        slug === "none" ? null : slug,
        COMMAND_LINE,
        progress.show,
      ).finally(() => progress.stop())
      print(withJson.parse(command.optsWithGlobals()), { slug, ...chosen }, [
        slug === "none" ? "There is no default plan any more." : `${slug} is the default plan.`,
        `${chosen.customers.toLocaleString("en-US")} customers looked at, ${chosen.changed.toLocaleString("en-US")} changed.`,
      ])
    })
}

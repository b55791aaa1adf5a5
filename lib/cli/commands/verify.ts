import { Command } from "commander"
import { z } from "zod"
import { print } from "@/lib/cli/output"
import { verifyEntitlements } from "@/lib/subscriptions/verify-entitlements"

const SHOWN = 50

/** `verify`: every entitlement made anew and compared; exits 1 where one is not what it should be. */
export function verifyCommand(): Command[] {
  return [
    new Command("verify")
      .description(
        "makes every entitlement anew from Stripe's mirror and the purchases, and compares",
      )
      .action(async (raw: unknown) => {
        const options = z.object({ json: z.boolean() }).parse(raw)
        const result = await verifyEntitlements()
        const { checked, differences } = result
        const more = differences.length - SHOWN
        print(options, result, [
          ...differences.slice(0, SHOWN),
          ...(more > 0 ? [`… and ${more} more.`] : []),
          `${checked} checked, ${differences.length} differences.`,
        ])
        if (differences.length > 0) process.exitCode = 1
      }),
  ]
}

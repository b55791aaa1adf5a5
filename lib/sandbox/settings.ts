import type { Pool, PoolClient } from "pg"
import { z } from "zod"

export const deliveryModes = ["deliver", "hold", "drop", "duplicate", "shuffle"] as const
export const apiModes = [
  "ok",
  "error",
  "rate-limit",
  "forbidden",
  "slow",
  "reset",
  "reset-after",
] as const
export const mailModes = ["ok", "down", "slow", "bounce", "complain"] as const

export const webhookShapes = ["current", "pre-basil"] as const
export const afterRetries = ["cancel", "unpaid", "past_due"] as const

const country = z.string().regex(/^[A-Z]{2}$/)
const milliseconds = z.coerce.number().int().min(0).max(3_600_000)

/** What each switch on the control page accepts; durations are milliseconds. */
export const settingShapes = {
  deliveries: z.object({ mode: z.enum(deliveryModes), delayMs: milliseconds.optional() }),
  api: z.object({
    mode: z.enum(apiModes),
    path: z.string().optional(),
    times: z.coerce.number().int().positive().optional(),
    delayMs: milliseconds.optional(),
  }),
  mail: z.object({
    mode: z.enum(mailModes),
    address: z.string().optional(),
    delayMs: milliseconds.optional(),
  }),
  clock: z.object({ offsetMs: z.number() }),
  shop: z.object({ url: z.url({ protocol: /^https?$/ }) }),
  webhooks: z.object({ shape: z.enum(webhookShapes) }),
  billing: z.object({
    /** After how many days from the first failure a payment is tried again. */
    retryDays: z.array(z.number().int().min(1).max(60)).max(8),
    afterRetries: z.enum(afterRetries),
    /** How long a renewal's invoice stays a draft. */
    draftMinutes: z.coerce.number().int().min(0).max(4320),
  }),
  tax: z.object({
    /** Where the seller is: no charge is reversed in its own country. */
    headOffice: country,
    /** Where the seller has no registration, so that no tax is reckoned there. */
    notCollecting: z.array(country).default([]),
  }),
}

type Shapes = typeof settingShapes
export type Settings = { [Name in keyof Shapes]: z.output<Shapes[Name]> }

const normal: Settings = {
  deliveries: { mode: "deliver" },
  api: { mode: "ok" },
  mail: { mode: "ok" },
  clock: { offsetMs: 0 },
  shop: { url: "http://127.0.0.1:3000" },
  webhooks: { shape: "current" },
  billing: { retryDays: [2, 7, 14, 21], afterRetries: "cancel", draftMinutes: 60 },
  tax: { headOffice: "US", notCollecting: [] },
}

/** All switches, each at its normal position unless it was set. */
export async function readSettings(db: Pool | PoolClient): Promise<Settings> {
  const { rows } = await db.query<{ name: string; value: unknown }>(
    "SELECT name, value FROM settings",
  )
  const stored = Object.fromEntries(rows.map((row) => [row.name, row.value]))
  return z
    .object({
      deliveries: settingShapes.deliveries.default(normal.deliveries),
      api: settingShapes.api.default(normal.api),
      mail: settingShapes.mail.default(normal.mail),
      clock: settingShapes.clock.default(normal.clock),
      shop: settingShapes.shop.default(normal.shop),
      webhooks: settingShapes.webhooks.default(normal.webhooks),
      billing: settingShapes.billing.default(normal.billing),
      tax: settingShapes.tax.default(normal.tax),
    })
    .parse(stored)
}

export async function saveSetting<Name extends keyof Settings>(
  db: Pool | PoolClient,
  name: Name,
  value: Settings[Name],
): Promise<void> {
  await db.query(
    `INSERT INTO settings (name, value) VALUES ($1, $2)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    [name, JSON.stringify(value)],
  )
}

/** The sandbox's notion of now, in milliseconds since 1970. */
export function nowMs(settings: Settings): number {
  return Date.now() + settings.clock.offsetMs
}

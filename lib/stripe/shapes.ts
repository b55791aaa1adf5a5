import { z } from "zod"

// Parts that many of Stripe's objects have.

const id = z.union([z.string(), z.object({ id: z.string() }).transform((object) => object.id)])

/** An object's id, whether it was expanded or not; null without one. */
export const optionalId = id.nullish().transform((value) => value ?? null)

/** Metadata; empty where there is none. */
export const metadata = z
  .record(z.string(), z.string())
  .nullish()
  .transform((value): Record<string, string> => value ?? {})

/** Seconds since 1970. */
export const time = z.number().transform((value) => new Date(value * 1000))

/** The same, or null. */
export const optionalTime = time.nullish().transform((value) => value ?? null)

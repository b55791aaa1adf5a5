import { z } from "zod"

const letter = z.object({
  id: z.string(),
  to: z.union([z.string(), z.array(z.string())]).transform((to) => [to].flat().join(", ")),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  idempotencyKey: z.string().nullable(),
  headers: z.record(z.string(), z.string()),
})
export type Letter = z.infer<typeof letter>

/** What the sandbox's mailbox holds, newest first; of one address when given. */
export async function mailbox(sandboxUrl: string, to?: string): Promise<Letter[]> {
  const query = to ? `?to=${encodeURIComponent(to)}` : ""
  const response = await fetch(`${sandboxUrl}/mail.json${query}`)
  return z.array(letter).parse(await response.json())
}

import { recordChange } from "@/lib/audit/store"
import { listShelfStates, type ShelfState, saveShelf } from "@/lib/catalog/store/shelf-states"
import { now } from "@/lib/clock"
import { transaction } from "@/lib/db"

export const shelfSteps = ["publish", "draft", "archive", "restore"] as const
export type ShelfStep = (typeof shelfSteps)[number]

export type ShelfOutcome = {
  /** Slugs of what was changed. */
  changed: string[]
  /** What was left as it was, and why. */
  refused: { slug: string; reason: "no-file" | "sold" | "archived" }[]
  /** Slugs of no product. */
  unknown: string[]
}

/**
 * Puts products on the shelf, takes them off it, archives them or brings them back, each that allows it;
 * each change is noted in the audit log. What is so already is left alone. Owners keep what they have of an
 * archived product; one that was sold never becomes a draft, for its page would be gone.
 */
export async function changeShelf(
  slugs: string[],
  step: ShelfStep,
  actor: string,
): Promise<ShelfOutcome> {
  return transaction(async () => {
    const at = now()
    const states = await listShelfStates(slugs)
    const known = new Set(states.map(({ slug }) => slug))
    const unknown = slugs.filter((slug) => !known.has(slug))
    const outcome: ShelfOutcome = { changed: [], refused: [], unknown }
    for (const state of states) {
      const next = nextState(state, step, at)
      if (typeof next === "string") outcome.refused.push({ slug: state.slug, reason: next })
      if (next === null || typeof next === "string") continue
      await saveShelf(state.id, next)
      await recordChange({
        actor,
        action: `product.${step}`,
        subject: { kind: "product", id: state.id },
        before: isoOf(state),
        after: isoOf({ ...state, ...next }),
      })
      outcome.changed.push(state.slug)
    }
    return outcome
  })
}

type Shelf = Partial<Pick<ShelfState, "publishedAt" | "archivedAt">>

/** What is to be written; null: it is so already; else why it cannot be. */
function nextState(
  { publishedAt, archivedAt, isSold, lacksFiles }: ShelfState,
  step: ShelfStep,
  at: Date,
): Shelf | null | ShelfOutcome["refused"][number]["reason"] {
  switch (step) {
    case "publish":
      if (archivedAt) return "archived"
      if (publishedAt && publishedAt <= at) return null
      return lacksFiles ? "no-file" : { publishedAt: at }
    case "draft":
      if (archivedAt) return "archived"
      if (!publishedAt) return null
      return isSold ? "sold" : { publishedAt: null }
    case "archive":
      return archivedAt ? null : { archivedAt: at }
    case "restore":
      return archivedAt ? { archivedAt: null } : null
  }
}

function isoOf({ publishedAt, archivedAt }: Pick<ShelfState, "publishedAt" | "archivedAt">) {
  return {
    publishedAt: publishedAt?.toISOString() ?? "",
    archivedAt: archivedAt?.toISOString() ?? "",
  }
}

import type { Parties } from "@/lib/papers/store"

/** Who sold to whom, as a paper says it: for another paper about the same sale. */
export function partiesIn(paper: Parties): Parties {
  const {
    buyerName,
    businessName,
    address,
    country,
    vatId,
    vatIdIsValid,
    isReverseCharged,
    seller,
  } = paper
  return {
    buyerName,
    businessName,
    address,
    country,
    vatId,
    vatIdIsValid,
    isReverseCharged,
    seller,
  }
}

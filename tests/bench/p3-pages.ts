export async function measurePages(_: unknown): Promise<import("@/tests/bench/measure").RowResult> {
  throw new Error("not yet")
}

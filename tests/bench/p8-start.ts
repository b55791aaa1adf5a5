export async function measureStart(_: unknown): Promise<import("@/tests/bench/measure").RowResult> {
  throw new Error("not yet")
}

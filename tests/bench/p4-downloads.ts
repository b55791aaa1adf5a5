export async function measureDownloads(
  _: unknown,
): Promise<import("@/tests/bench/measure").RowResult> {
  throw new Error("not yet")
}

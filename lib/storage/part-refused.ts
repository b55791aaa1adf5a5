/** Why a part of a file was not taken, as the tus protocol's server reads it: a status of HTTP and a text. */
export class PartRefused extends Error {
  override readonly name = "PartRefused"
  constructor(
    readonly status_code: number,
    /** For the person: what happened and what to do. */
    readonly body: string,
  ) {
    super(body)
  }
}

// No space, a quota, or a limit of the process on the size of files.
const full = new Set(["ENOSPC", "EDQUOT", "EFBIG"])

/** What was thrown because the disk is full, as 507 (RFC 4918, section 11.5); null: it was something else. */
export function refusedByDisk(error: unknown): PartRefused | null {
  if (!(error instanceof Error) || !full.has(String(Reflect.get(error, "code")))) return null
  return new PartRefused(
    507,
    "The shop’s disk is full, and the part that had arrived was removed. Free some space, then upload the file again.",
  )
}

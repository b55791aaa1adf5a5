/** Why an expected failure happened; each has one HTTP status (`statusOf`). */
export type ErrorCode =
  | "invalid"
  | "forbidden"
  | "not-found"
  | "conflict"
  | "rate-limited"
  | "unavailable"

/**
 * An expected failure. Its message is shown to the person: it says what happened and what to do.
 * Everything else that is thrown is a defect and becomes a 500 with an id that is in the log.
 */
export class AppError extends Error {
  override readonly name = "AppError"
  /** Seconds after which trying again makes sense, where that is known. */
  readonly retryAfter: number | undefined
  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions & { retryAfter?: number },
  ) {
    super(message, options)
    this.retryAfter = options?.retryAfter
  }
}

/** A form that cannot be taken as it is: what is wrong and what to do, by the field's name. */
export class FieldErrors extends AppError {
  constructor(
    readonly fields: Record<string, string>,
    message = "Look at the fields with a fault.",
  ) {
    super("invalid", message)
  }
}

const statuses: Record<ErrorCode, number> = {
  invalid: 400,
  forbidden: 403,
  "not-found": 404,
  conflict: 409,
  "rate-limited": 429,
  unavailable: 503,
}

/** The HTTP status (RFC 9110) of an expected failure. */
export function statusOf(code: ErrorCode): number {
  return statuses[code]
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** A failure that the person at the keyboard can act on: its sentence is shown, no stack. */
export class ExpectedError extends Error {
  readonly expected = true
}

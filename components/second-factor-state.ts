/** What a form about the second factor says back; null: nothing was sent yet. */
export type SecondFactorState = {
  message: string
  /** Recovery codes that were just made. */
  codes?: string[]
} | null

export type SecondFactorForm = (
  state: SecondFactorState,
  form: FormData,
) => Promise<SecondFactorState>

import { ButtonLink } from "@/components/ui/button"

/** Codes for who has lost the app, as they are shown once. */
export function RecoveryCodes({ codes }: { codes: string[] }) {
  return (
    <section aria-labelledby="recovery-codes" className="space-y-4">
      <h2 id="recovery-codes" className="text-xl font-semibold">
        Your recovery codes
      </h2>
      <p>
        Print them, or keep them where you keep passwords. Each lets you in once when the app is
        lost. <strong>They are shown this once.</strong>
      </p>
      <ul
        className="grid gap-x-8 gap-y-1 border-y border-line py-4 font-mono sm:grid-cols-2"
        data-testid="recovery-codes"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <ButtonLink href="/admin" look="secondary">
        I have them: to the administration
      </ButtonLink>
    </section>
  )
}

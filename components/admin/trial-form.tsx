import type { FormAction } from "@/components/buy-form"
import { buttonClass } from "@/components/ui/button"
import { Select } from "@/components/ui/select"
import { SubmitButton } from "@/components/ui/submit-button"

type Props = { action: FormAction; goods: { slug: string; title: string }[] }

/** Begins an order as the button of a product's page does, also of what the owner has already. */
export function TrialForm({ action, goods }: Props) {
  return (
    <form action={action} className="mt-4 max-w-md space-y-3" data-testid="trial-form">
      <input type="hidden" name="attempt" value={crypto.randomUUID()} />
      <input type="hidden" name="again" value="1" />
      <Select
        id="trial-edition"
        name="edition"
        label="What to try it with"
        options={goods.map(({ slug, title }) => [slug, title] as const)}
      />
      <SubmitButton
        waiting="One moment…"
        className={buttonClass("secondary")}
        data-testid="test-purchase"
      >
        Make a test purchase
      </SubmitButton>
    </form>
  )
}

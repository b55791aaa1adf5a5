"use client"

import { useActionState } from "react"
import type { AdminForm } from "@/components/admin/admin-form-state"
import { buttonClass } from "@/components/ui/button"
import { SubmitButton } from "@/components/ui/submit-button"

/** Deletes a product, on a second thought. */
export function DeleteProductForm({ product, action }: { product: string; action: AdminForm }) {
  const [state, send] = useActionState(action, null)
  return (
    <details className="mt-6">
      <summary className="link inline-block min-h-11 content-center">Delete this product</summary>
      <form action={send} className="mt-2 space-y-3">
        <input type="hidden" name="product" value={product} />
        <p className="text-quiet">
          It goes with its editions and files, and cannot be brought back. What somebody bought or
          was given can only be archived.
        </p>
        <SubmitButton
          waiting="Deleting…"
          className={buttonClass("secondary")}
          data-testid="delete-product"
        >
          Delete it for good
        </SubmitButton>
        <output className="block text-sm text-alert">{state?.message}</output>
      </form>
    </details>
  )
}

"use client"

import { useActionState } from "react"
import type { AdminForm, AdminFormState } from "@/components/admin/admin-form-state"
import { FileUpload } from "@/components/admin/file-upload"
import { buttonClass } from "@/components/ui/button"
import { Choice } from "@/components/ui/choice"
import { Field } from "@/components/ui/field"
import { Notice } from "@/components/ui/notice"
import { SubmitButton } from "@/components/ui/submit-button"
import { TextArea } from "@/components/ui/text-area"
import { formatSize } from "@/lib/formats"
import type { ToldUpload } from "@/lib/uploads/find-upload-state"

export type FormEdition = {
  slug: string
  title: string
  /** The form's field for its new files. */
  field: string
  purpose: string
  /** Of its newest version. */
  files: { name: string; size: bigint }[]
  /** What was sent for its next one. */
  uploads: ToldUpload[]
}

type Props = {
  product: string
  editions: FormEdition[]
  /** What the next version is called unless somebody says otherwise; null: they have to. */
  next: string | null
  locale: string
  /** Null: whoever looks may not bring out anything. */
  action: AdminForm | null
}

/** What each edition holds, and the form that brings out a new version of it. */
export function ReleaseForm({ product, editions, next, locale, action }: Props) {
  const [state, send] = useActionState(action ?? (async () => null), null)
  const shelf = editions.map((edition) => (
    <section key={edition.slug} aria-labelledby={`edition-${edition.slug}`}>
      <h2 id={`edition-${edition.slug}`} className="text-lg font-semibold">
        {edition.title}
      </h2>
      <FileNames files={edition.files} locale={locale} />
      {action && (
        <div className="mt-3">
          <FileUpload
            id={edition.slug}
            label={edition.title}
            hint="Without new files, the edition keeps those that it has."
            purpose={edition.purpose}
            name={edition.field}
            initial={edition.uploads}
            locale={locale}
          />
        </div>
      )}
    </section>
  ))
  if (editions.length === 0)
    return <p className="mt-6 text-quiet">The product has no edition yet. Add one first.</p>
  if (!action) return <div className="mt-8 space-y-8">{shelf}</div>
  return (
    <form action={send} noValidate className="mt-8 max-w-3xl space-y-8">
      <input type="hidden" name="product" value={product} />
      {shelf}
      <Version state={state} next={next} />
      <Effect state={state} />
    </form>
  )
}

function FileNames({ files, locale }: { files: FormEdition["files"]; locale: string }) {
  if (files.length === 0) return <p className="mt-1 text-quiet">It has no files yet.</p>
  return (
    <ul className="mt-1 text-quiet">
      {files.map(({ name, size }) => (
        <li key={name} className="wrap-anywhere">
          {name}, {formatSize(size, locale)}
        </li>
      ))}
    </ul>
  )
}

function Version({ state, next }: { state: AdminFormState; next: string | null }) {
  const typed = state?.typed ?? { mail: "on" }
  return (
    <div className="space-y-4">
      <h2 className="text-lg font-semibold">New version</h2>
      <Field
        id="version"
        name="version"
        label="What it is called"
        maxLength={40}
        autoComplete="off"
        defaultValue={typed.version ?? ""}
        error={state?.fields.version}
        hint={next ? `Left empty: ${next}.` : "A name of one line, such as 2.0."}
      />
      <TextArea
        id="notes"
        name="notes"
        label="What is new, in Markdown"
        rows={5}
        defaultValue={typed.notes ?? ""}
        error={state?.fields.notes}
        hint="It stands in the mail and in the library, and stays as it is."
      />
      <Choice
        id="whole"
        name="whole"
        label="The new files are all that their editions have"
        defaultChecked={typed.whole === "on"}
      />
      <Choice
        id="mail"
        name="mail"
        label="Write to everyone who has it"
        defaultChecked={typed.mail === "on"}
      />
    </div>
  )
}

/** What would be done, and the button that does it: none before it was shown. */
function Effect({ state }: { state: AdminFormState }) {
  const shown = state?.shown
  return (
    <div className="space-y-4">
      <output className="block" data-testid="release-effect">
        {shown && (
          <Notice title="This is what will be done">
            <ul className="list-disc space-y-1 pl-5">
              {shown.map((line) => (
                <li key={line} className="wrap-anywhere">
                  {line}
                </li>
              ))}
            </ul>
            <p className="text-sm">
              All of it happens in one step. The version can be taken back; mails can’t be unsent.
            </p>
          </Notice>
        )}
        {state?.message && <span className="text-sm text-alert">{state.message}</span>}
      </output>
      <div className="flex flex-wrap gap-4">
        <SubmitButton waiting="Looking…" className={buttonClass(shown ? "secondary" : "primary")}>
          See what it does
        </SubmitButton>
        {shown && (
          <SubmitButton
            waiting="One moment…"
            className={buttonClass("primary")}
            name="seen"
            value={shown.join(" ")}
            data-testid="bring-out"
          >
            Bring it out
          </SubmitButton>
        )}
      </div>
    </div>
  )
}

import { percentOf, type ShownUpload, standOf } from "@/components/admin/upload/upload-words"
import { buttonClass } from "@/components/ui/button"

type Props = {
  upload: ShownUpload
  locale: string
  /** Whether this page holds the file and could send it on. */
  canGoOn: boolean
  onPause: () => void
  onGoOn: () => void
  onRemove: () => void
}

/** One file: how far it is, and what can be done about it. */
export function UploadRow({ upload, locale, canGoOn, onPause, onGoOn, onRemove }: Props) {
  const { key, name, state, sha256 } = upload
  const isMoving = state === "sending" || state === "waiting"
  const mayGoOn = canGoOn && (state === "paused" || state === "failed")
  return (
    <li className="py-3" data-testid="upload" data-state={state}>
      <p id={`upload-${key}`} className="font-medium wrap-anywhere">
        {name}
      </p>
      {state !== "ready" && state !== "failed" && (
        <progress
          className="mt-1 h-2 w-full accent-accent"
          aria-labelledby={`upload-${key}`}
          max={100}
          {...(state === "checking" ? {} : { value: percentOf(upload) })}
        />
      )}
      <p
        className={`text-sm tabular-nums ${state === "failed" ? "text-alert" : "text-quiet"}`}
        data-testid="upload-stand"
      >
        {standOf(upload, locale)}
      </p>
      {sha256 && (
        <p className="text-sm text-quiet">
          SHA-256: <code className="font-mono text-xs break-all">{sha256}</code>
        </p>
      )}
      <div className="flex flex-wrap gap-x-4">
        {isMoving && <RowButton label="Pause" name={name} onClick={onPause} />}
        {mayGoOn && <RowButton label="Go on" name={name} onClick={onGoOn} />}
        {state !== "checking" && (
          <RowButton label={isMoving ? "Cancel" : "Remove"} name={name} onClick={onRemove} />
        )}
      </div>
    </li>
  )
}

type ButtonProps = { label: string; name: string; onClick: () => void }

function RowButton({ label, name, onClick }: ButtonProps) {
  return (
    <button type="button" className={buttonClass("quiet")} onClick={onClick}>
      {label}
      <span className="sr-only"> {name}</span>
    </button>
  )
}

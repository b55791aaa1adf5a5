import { Day } from "@/components/day"
import { DownloadForm } from "@/components/download-form"
import { FileSize } from "@/components/file-size"
import type { OrderFile } from "@/lib/delivery/rules"

type Props = {
  editionSlug: string
  files: OrderFile[]
  /** Where the buttons' forms go. */
  action: string
  /** Nothing is left to download them with. */
  isQuiet: boolean
}

/** The files of an owned edition: the newest release's, then the older ones behind a fold. */
export function EditionFiles({ editionSlug, files, action, isQuiet }: Props) {
  const latest = files.filter((file) => file.isLatest)
  const older = files.filter((file) => !file.isLatest)
  return (
    <>
      {latest.length === 0 && (
        <p className="mt-4 text-quiet">
          There are no files yet. You will get a mail as soon as there are.
        </p>
      )}
      <ul className="mt-4 space-y-5">
        {latest.map((file) => (
          <FileRow
            key={file.id}
            file={file}
            action={action}
            testId={`download-${editionSlug}`}
            isQuiet={isQuiet}
          />
        ))}
      </ul>
      {older.length > 0 && (
        <details className="mt-6">
          <summary className="w-fit text-sm text-quiet">Older versions</summary>
          <ul className="mt-4 space-y-5">
            {older.map((file) => (
              <FileRow key={file.id} file={file} action={action} isQuiet />
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

type RowProps = { file: OrderFile; action: string; testId?: string; isQuiet?: boolean }

function FileRow({ file, action, testId, isQuiet = false }: RowProps) {
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 grow basis-56">
        <p className="font-medium wrap-anywhere">{file.name}</p>
        <p className="text-sm text-quiet">
          <FileSize bytes={file.size} /> · version {file.version}, <Day at={file.releasedAt} />
        </p>
        {file.copy && (
          <p className="text-sm text-quiet" data-testid="copy" data-state={file.copy.state}>
            {copyInWords(file.copy)}
          </p>
        )}
        <details className="mt-1 text-sm text-quiet">
          <summary className="w-fit">Checksum</summary>
          <p className="mt-1">
            SHA-256: <code className="font-mono text-xs break-all">{file.sha256}</code>
          </p>
        </details>
      </div>
      <DownloadForm
        action={action}
        fileId={file.id}
        name={`${file.name}, version ${file.version}`}
        isQuiet={isQuiet}
        testId={testId}
      />
    </li>
  )
}

function copyInWords({ state, reason }: NonNullable<OrderFile["copy"]>): string {
  if (state === "ready") return "Your copy: your address stands on each page."
  if (state === "waiting")
    return "Your copy, with your address on each page, is made when you fetch it. Its size and checksum will differ."
  return `As it was published, without your address: ${reason ?? "it cannot be marked"}.`
}

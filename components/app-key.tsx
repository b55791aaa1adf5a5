import { QRCodeSVG } from "qrcode.react"

type Props = {
  /** What the code says: the key as an app's address. */
  uri: string
  /** The same key to be typed. */
  letters: string
}

/** The key of an administrator's app, to be photographed, opened or typed. */
export function AppKey({ uri, letters }: Props) {
  return (
    <section aria-labelledby="app-key" className="space-y-4">
      <h2 id="app-key" className="text-xl font-semibold">
        Add this shop to your app
      </h2>
      <p>
        Any app for one-time codes will do, and most password managers. Let it photograph this, or
        type the key.
      </p>
      {/* Black on white, in the dark too: not every camera reads it the other way round. */}
      <div className="inline-block rounded bg-white p-4">
        <QRCodeSVG value={uri} size={192} level="M" title="The key as a picture for an app" />
      </div>
      <dl>
        <dt className="text-sm text-quiet">The key</dt>
        <dd className="mt-0.5 font-mono wrap-anywhere" data-testid="app-key">
          {letters}
        </dd>
      </dl>
      <p>
        <a href={uri} className="link inline-flex min-h-11 items-center">
          Open it in an app on this device
        </a>
      </p>
    </section>
  )
}

import { Fragment } from "react"
import { Button, Link, Text } from "@/lib/mail/elements"
import { Layout, type Shop, styles } from "@/lib/mail/templates/layout"

type Props = {
  shop: Shop
  title: string
  version: string
  /** Markdown; told as it is written, for it is made to be read. */
  notes: string
  libraryUrl: string
  unsubscribeUrl: string
}

/** A new version of something that its reader has. */
export function NewVersion({ shop, title, version, notes, libraryUrl, unsubscribeUrl }: Props) {
  return (
    <Layout
      shop={shop}
      title={`${title}, version ${version}`}
      preview={`A new version of ${title} is yours`}
    >
      <Text style={styles.text}>
        A new version of {title} is out. You have it already: sign in with this address and get it
        from your library, at no cost.
      </Text>
      {notes.trim() !== "" && (
        <>
          <Text style={{ ...styles.text, fontWeight: 600 }}>What is new</Text>
          {paragraphsOf(notes).map((lines, at) => (
            <Text key={at} style={styles.text}>
              {lines.map((line, row) => (
                <Fragment key={row}>
                  {row > 0 && <br />}
                  {line}
                </Fragment>
              ))}
            </Text>
          ))}
        </>
      )}
      <Text style={styles.text}>
        <Button href={libraryUrl} style={styles.button}>
          Open it in your library
        </Button>
      </Text>
      <Text style={styles.quiet}>
        You get this because you have {title}.{" "}
        <Link href={unsubscribeUrl}>Send me no mails about new versions</Link>
      </Text>
    </Layout>
  )
}

function paragraphsOf(notes: string): string[][] {
  return notes
    .replace(/\r\n?/g, "\n")
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.split("\n"))
}

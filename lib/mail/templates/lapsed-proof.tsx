import { Button, Text } from "@/lib/mail/elements"
import { Layout, type Shop, styles } from "@/lib/mail/templates/layout"

/** Instead of a link that would not work any more when it arrives. */
export function LapsedProof({ shop, url }: { shop: Shop; url: string }) {
  return (
    <Layout shop={shop} title="Our mail was late" preview="Ask for a new link">
      <Text style={styles.text}>
        You asked us for a link, but our mail went out too late: it would no longer work. We are
        sorry. If you still need it, ask for a new one.
      </Text>
      <Text style={styles.text}>
        <Button href={url} style={styles.button}>
          Ask for a new link
        </Button>
      </Text>
    </Layout>
  )
}

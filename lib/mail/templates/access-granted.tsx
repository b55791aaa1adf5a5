import { Button, Text } from "@/lib/mail/elements"
import { sayDay, type Voice } from "@/lib/mail/rules/subscription-words"
import { Layout, type Shop, styles } from "@/lib/mail/templates/layout"

type Props = {
  shop: Shop
  voice: Voice
  /** The product's title, or its group in words. */
  what: string
  /** The product's slug; null: it is a group. */
  slug: string | null
  endsAt: Date | null
}

/** For somebody to whom an administrator opened something: what it is, until when, and where it is. */
export function AccessGranted({ shop, voice, what, slug, endsAt }: Props) {
  return (
    <Layout shop={shop} title="Something was opened to you" preview={`${what}: nothing to pay`}>
      <Text style={styles.text}>
        {shop.name} has opened {what} to you{endsAt ? `, until ${sayDay(endsAt, voice)}` : ""}.
        There is nothing to pay.
      </Text>
      <Text style={styles.text}>
        <Button href={`${shop.url}/library${slug ? `/${slug}` : ""}`} style={styles.button}>
          Open it in your library
        </Button>
      </Text>
      <Text style={styles.text}>
        Sign in with the address that this mail came to: we send you a link for that, no password is
        needed.
      </Text>
    </Layout>
  )
}

import { Text } from "@/lib/mail/elements"
import { Layout, type Shop, styles } from "@/lib/mail/templates/layout"

/** To the old address of a customer: it is no longer theirs here. */
export function EmailChanged({ shop, day }: { shop: Shop; day: string }) {
  return (
    <Layout shop={shop} title="Your address was changed" preview="Your address was changed">
      <Text style={styles.text}>
        On {day} the address of your account at {shop.name} was changed to another one. What you
        bought has moved along, and this address no longer signs in to it.
      </Text>
      <Text style={styles.text}>Was it not you? Write to us at once: reply to this mail.</Text>
    </Layout>
  )
}

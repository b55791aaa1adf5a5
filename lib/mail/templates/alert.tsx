import { Text } from "@react-email/components"
import { Layout, type Shop, styles } from "@/lib/mail/templates/layout"

/** For the shop's owner: something that a person has to look at. */
export function Alert({ shop, message }: { shop: Shop; message: string }) {
  return (
    <Layout shop={shop} title="Your shop needs you" preview={message}>
      <Text style={styles.text}>{message}</Text>
    </Layout>
  )
}

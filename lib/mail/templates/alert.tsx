import { Text } from "@/lib/mail/elements"
import { Layout, type Shop, styles } from "@/lib/mail/templates/layout"

type Props = { shop: Shop; message: string; title?: string | undefined }

/** For the shop's owner: something that a person has to look at. */
export function Alert({ shop, message, title = "Your shop needs you" }: Props) {
  return (
    <Layout shop={shop} title={title} preview={message}>
      <Text style={styles.text}>{message}</Text>
    </Layout>
  )
}

import { Button, Link, Text } from "@/lib/mail/elements"
import { type Shop, styles } from "@/lib/mail/templates/layout"

/** The button to where a customer sees and changes what they subscribe to. */
export function AccountButton({ shop, children }: { shop: Shop; children: string }) {
  return (
    <Text style={styles.text}>
      <Button href={subscriptionUrl(shop)} style={styles.button}>
        {children}
      </Button>
    </Text>
  )
}

/** The button to Stripe's page of an invoice, where it is paid; to the account where there is none. */
export function PayButton({
  shop,
  url,
  children,
}: {
  shop: Shop
  url: string | null
  children: string
}) {
  return (
    <>
      <Text style={styles.text}>
        <Button href={url ?? subscriptionUrl(shop)} style={styles.button}>
          {children}
        </Button>
      </Text>
      {url && (
        <Text style={styles.text}>
          To pay with another card from now on, change it in{" "}
          <Link href={subscriptionUrl(shop)}>your account</Link>.
        </Text>
      )}
    </>
  )
}

/** Where a customer sees and changes what they subscribe to. */
export function subscriptionUrl(shop: Shop): string {
  return `${shop.url}/account/subscription`
}

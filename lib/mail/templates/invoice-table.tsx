import { sayMoney, sayPeriod, type Voice } from "@/lib/mail/rules/subscription-words"
import type { MailInvoice } from "@/lib/mail/store/invoices"
import { styles } from "@/lib/mail/templates/layout"

type Props = { invoice: MailInvoice; voice: Voice }

/** What an invoice bills, line by line, with discount, tax, total, and what was paid of it. */
export function InvoiceTable({ invoice, voice }: Props) {
  const { amountSubtotal, amountTax, amountTotal, amountPaid, currency, lines } = invoice
  const money = (amount: number) => sayMoney({ amount, currency }, voice)
  // Tax may lie on top of the lines or in them.
  const isOnTop = amountTax > 0 && amountSubtotal + amountTax === amountTotal
  const discount = isOnTop ? 0 : amountSubtotal - amountTotal
  return (
    <table width="100%" cellPadding={0} cellSpacing={0} style={{ margin: "8px 0 16px" }}>
      <tbody>
        {lines.map((line, position) => (
          <tr key={`${position}-${line.description}`}>
            <td style={styles.cell}>
              {line.description}
              {line.periodEndsAt > line.periodStartsAt && (
                <>
                  <br />
                  <span style={styles.quiet}>
                    {sayPeriod(line.periodStartsAt, line.periodEndsAt, voice)}
                  </span>
                </>
              )}
            </td>
            <td style={styles.amount}>{money(line.amount)}</td>
          </tr>
        ))}
        {discount > 0 && <Row label="Discount">{money(-discount)}</Row>}
        {amountTax > 0 && <Row label={isOnTop ? "Tax" : "Including tax"}>{money(amountTax)}</Row>}
        <Row label="Total" isStrong>
          {money(amountTotal)}
        </Row>
        {amountPaid !== amountTotal && <Row label="Paid">{money(amountPaid)}</Row>}
      </tbody>
    </table>
  )
}

type RowProps = { label: string; isStrong?: boolean; children: string }

function Row({ label, isStrong = false, children }: RowProps) {
  const weight = isStrong ? { fontWeight: 600 } : {}
  return (
    <tr>
      <td style={{ ...styles.cell, ...weight }}>{label}</td>
      <td style={{ ...styles.amount, ...weight }}>{children}</td>
    </tr>
  )
}

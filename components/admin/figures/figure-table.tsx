import type { FigureRow, FigureTable as Table } from "@/lib/reports/rules/tables"

type Props = { table: Table; title: string }

/** Figures as a table. A long one scrolls within itself, by keyboard too. */
export function FigureTable({ table, title }: Props) {
  const { heading, measures, rows, whole, left, currency } = table
  const name = currency ? `${title}, ${currency.toUpperCase()}` : title
  return (
    <div className="min-w-0">
      <section
        aria-label={name}
        // What scrolls must be reached by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="max-h-72 overflow-auto rounded-lg border border-line"
      >
        <table className="w-full text-sm tabular-nums" data-testid="figures">
          <thead>
            <tr>
              <th scope="col" className={`${head} text-left`}>
                {heading}
              </th>
              {measures.map((measure) => (
                <th key={measure.id} scope="col" className={`${head} text-right`}>
                  {measure.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.name} row={row} measures={measures} />
            ))}
          </tbody>
          {whole && (
            <tfoot className="border-t-2 border-line font-semibold">
              <Row row={whole} measures={measures} />
            </tfoot>
          )}
        </table>
      </section>
      {left > 0 && (
        <p className="mt-2 text-sm text-quiet">{left} more are in the CSV file alone.</p>
      )}
    </div>
  )
}

const head = "sticky top-0 bg-surface px-3 py-2 font-medium whitespace-nowrap"

function Row({ row, measures }: { row: FigureRow; measures: Table["measures"] }) {
  return (
    <tr className="border-t border-line">
      <th
        scope="row"
        className="min-w-36 px-3 py-1.5 text-left font-normal wrap-anywhere in-[tfoot]:font-semibold"
      >
        {row.name}
      </th>
      {measures.map(({ id }, at) => (
        <td key={id} className="px-3 py-1.5 text-right whitespace-nowrap">
          {row.texts[at]}
        </td>
      ))}
    </tr>
  )
}

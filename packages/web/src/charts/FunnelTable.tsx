import { MIN_N } from '@sluice/core/funnel/measured'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../ui/use-format.ts'
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx'
import type { FunnelRow } from './funnel-types.ts'
import styles from './FunnelTable.module.css'

/** The funnel's figures as a plain table; `hidden` keeps it for screen readers only. */
export function FunnelTable({ rows, label, hidden }: { rows: readonly FunnelRow[]; label: string; hidden?: boolean }) {
  const { t } = useTranslation('charts')
  const format = useFormat()
  const first = rows[0]?.entered ?? 0
  const table = (
    <table className={styles.table}>
      <caption>{`${label} · ${t('funnel.table')}`}</caption>
      <thead>
        <tr>
          <th scope="col">{t('funnel.stage')}</th>
          {(['entered', 'shareOfFirst', 'conversion', 'interval', 'open', 'lost', 'dwellHead'] as const).map((key) => (
            <th key={key} scope="col">
              {t(`funnel.${key}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="num">
        {rows.map((row) => (
          <tr key={row.key}>
            <th scope="row">{row.label}</th>
            <td>{format.count(row.entered)}</td>
            <td>{first >= MIN_N ? format.percent(row.entered / first) : '—'}</td>
            <td>{row.conversion ? (row.conversion.enough ? format.percent(row.conversion.value) : t('funnel.insufficient')) : '—'}</td>
            <td>{row.conversion?.enough && row.conversion.low !== null ? format.interval(row.conversion.low, row.conversion.high) : '—'}</td>
            <td>{format.count(row.open)}</td>
            <td>{format.count(row.lost)}</td>
            <td>{row.dwellMedian ? `${row.dwellMedian} / ${row.dwellP75 ?? '—'}` : '—'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
  return hidden ? <VisuallyHidden as="div">{table}</VisuallyHidden> : <div className={styles.scroll}>{table}</div>
}

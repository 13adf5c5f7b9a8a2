import { getLosses } from '@sluice/core/funnel/measure-contracts'
import type { Measured } from '@sluice/core/funnel/measured'
import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useContractQuery } from '../../api/query.ts'
import { ValueMatrix } from '../../charts/ValueMatrix.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useUrlState } from '../../ui/use-url-state.ts'
import { FunnelFrame } from '../funnel/FunnelFrame.tsx'
import { useFunnelPage } from '../funnel/use-funnel-page.ts'
import { MeasuredText } from './MeasuredText.tsx'
import styles from './Report.module.css'
import { ReportTable } from './ReportTable.tsx'

const lossesUrl = z.object({ count: z.enum(['deals', 'amount']).default('deals') })
interface Row {
  key: string
  name: string
  deals: number
  amountMinor: number
  share: Measured
}

/** Why deals are lost, where, and to whom. */
export default function LossesPage() {
  const { t } = useTranslation('analysis')
  const format = useFormat()
  const page = useFunnelPage()
  const { questions, names } = page
  const [own, change] = useUrlState(lossesUrl)
  const answer = useContractQuery(getLosses, { query: questions.main }, { keepPrevious: true, enabled: questions.main.pipeline !== '' })
  const found = answer.data
  const stage = (id: string | null) => (id === null ? t('none') : names.stage(id))
  const reason = (id: string | null) => (id === null ? t('losses.noReason') : (found?.names[id] ?? names.reason(id)))
  const value = (cell: { deals: number; amountMinor: number }) => (own.count === 'deals' ? cell.deals : cell.amountMinor)
  const table = (title: string, head: string, rows: readonly Row[]) => (
    <Section title={title}>
      <ReportTable<Row>
        label={title}
        head={{ title: head, cell: (row) => <span title={row.name}>{row.name}</span> }}
        rows={rows}
        rowKey={(row) => row.key}
        columns={[
          { key: 'deals', title: t('losses.deals'), metric: 'losses.deals', cell: (row) => format.count(row.deals), sort: (row) => row.deals },
          { key: 'share', title: t('losses.share'), metric: 'losses.share', cell: (row) => <MeasuredText measured={row.share} unit="share" interval />, sort: (row) => row.share.value },
          { key: 'amount', title: t('losses.amount'), metric: 'losses.amount', cell: (row) => format.moneyShort(row.amountMinor, found?.currency), sort: (row) => row.amountMinor },
        ]}
      />
    </Section>
  )
  const stageIds = found ? found.byStage.map((row) => row.stageId) : []
  return (
    <FunnelFrame page={page} tab="losses" without={['compare', 'method']}>
      {answer.error ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : !found ? (
        <Skeletons kind="chart" />
      ) : found.total.deals === 0 ? (
        <EmptyState title={t('losses.none')} text={t('noDataText')} />
      ) : (
        <div className={answer.isPlaceholderData ? `${styles.stack} ${styles.stale}` : styles.stack} aria-busy={answer.isPlaceholderData}>
          <Section
            title={t('losses.map')}
            note={t('losses.total', { n: format.count(found.total.deals), amount: format.moneyShort(found.total.amountMinor, found.currency) })}
            actions={<Segmented size="small" aria-label={t('losses.count')} value={own.count} onChange={(count) => change({ count })} options={(['deals', 'amount'] as const).map((one) => ({ value: one, label: t(`losses.by.${one}`) }))} />}
          >
            <ValueMatrix
              label={t('losses.map')}
              rowHead={t('losses.reason')}
              rows={found.byReason.map((row) => ({ key: row.reasonId ?? '', name: reason(row.reasonId) }))}
              columns={stageIds.map((id) => ({ key: id ?? '', name: stage(id) }))}
              cells={found.byReason.map((row) =>
                stageIds.map((stageId) => {
                  const cells = found.cells.filter((cell) => cell.reasonId === row.reasonId && cell.stageId === stageId)
                  const sum = cells.reduce((total, cell) => total + value(cell), 0)
                  return { value: sum, n: cells.reduce((total, cell) => total + cell.deals, 0), enough: true }
                }),
              )}
              read={(one) => (own.count === 'deals' ? format.count(one) : format.moneyShort(one, found.currency))}
            />
          </Section>
          <div className={styles.columns}>
            {table(t('losses.byReason'), t('losses.reason'), found.byReason.map((row) => ({ ...row, key: row.reasonId ?? '', name: reason(row.reasonId) })))}
            {table(t('losses.byStage'), t('heat.stage'), found.byStage.map((row) => ({ ...row, key: row.stageId ?? '', name: stage(row.stageId) })))}
            {table(t('losses.byCompetitor'), t('losses.competitor'), found.byCompetitor.map((row) => ({ ...row, key: row.competitor ?? '', name: row.competitor ?? t('losses.noCompetitor') })))}
          </div>
        </div>
      )}
    </FunnelFrame>
  )
}

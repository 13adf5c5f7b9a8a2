import { getLosses, listLossDeals } from '@sluice/core/funnel/measure-contracts'
import type { Measured } from '@sluice/core/funnel/measured'
import type { QueryInputOf } from '@sluice/core/lib/contract'
import { Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useContractPages, useContractQuery } from '../../api/query.ts'
import { ValueMatrix } from '../../charts/ValueMatrix.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { SideDrawer } from '../../ui/SideDrawer.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useUrlState } from '../../ui/use-url-state.ts'
import { FunnelFrame } from '../funnel/FunnelFrame.tsx'
import { useFunnelPage } from '../funnel/use-funnel-page.ts'
import { MeasuredText } from './MeasuredText.tsx'
import { OpenNumber } from './OpenNumber.tsx'
import styles from './Report.module.css'
import { ReportDeals } from './ReportDeals.tsx'
import { ReportTable } from './ReportTable.tsx'

/** Names a number whose deals are shown; `none`, or an empty rival: those of which it is not known. What is left out takes all. */
const lossKey = z.object({ stage: z.string().max(60).optional(), reason: z.string().max(60).optional(), competitor: z.string().max(500).optional() })
type LossKey = z.infer<typeof lossKey>
const lossesUrl = z.object({
  count: z.enum(['deals', 'amount']).default('deals'),
  /** The rival whose cells the map shows; null: all. */
  rival: z.string().max(500).nullable().default(null),
  lost: lossKey.nullable().default(null),
})
interface Row {
  name: string
  opens: LossKey
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
  const rival = (name: string | null) => (name === null || name === '' ? t('losses.noCompetitor') : name)
  const open = (cell: LossKey) => change({ lost: cell }, { push: true })
  const keyOf = (id: string | null) => id ?? 'none'
  const titleOf = (cell: LossKey) => {
    const parts = [
      ...(cell.reason === undefined ? [] : [reason(cell.reason === 'none' ? null : cell.reason)]), ...(cell.stage === undefined ? [] : [stage(cell.stage === 'none' ? null : cell.stage)]),
      ...(cell.competitor === undefined ? [] : [rival(cell.competitor)]),
    ]
    return parts.length === 0 ? t('losses.all') : t('losses.of', { what: parts.join(' · ') })
  }
  const value = (cell: { deals: number; amountMinor: number }) => (own.count === 'deals' ? cell.deals : cell.amountMinor)
  const table = (title: string, head: string, rows: readonly Row[]) => (
    <Section title={title}>
      <ReportTable<Row>
        label={title}
        head={{ title: head, cell: (row) => <span title={row.name}>{row.name}</span> }}
        rows={rows}
        rowKey={(row) => JSON.stringify(row.opens)}
        columns={[
          { key: 'deals', title: t('losses.deals'), metric: 'losses.deals', cell: (row) => <OpenNumber label={t('losses.open', { what: titleOf(row.opens), n: format.count(row.deals) })} onOpen={() => open(row.opens)}>{format.count(row.deals)}</OpenNumber>, sort: (row) => row.deals },
          { key: 'share', title: t('losses.share'), metric: 'losses.share', cell: (row) => <MeasuredText measured={row.share} unit="share" interval />, sort: (row) => row.share.value },
          { key: 'amount', title: t('losses.amount'), metric: 'losses.amount', cell: (row) => format.moneyShort(row.amountMinor, found?.currency), sort: (row) => row.amountMinor },
        ]}
      />
    </Section>
  )
  const cells = (found?.cells ?? []).filter((cell) => own.rival === null || (cell.competitor ?? '') === own.rival)
  const stageIds = (found?.byStage ?? []).map((row) => row.stageId).filter((id) => cells.some((cell) => cell.stageId === id))
  const reasonIds = (found?.byReason ?? []).map((row) => row.reasonId).filter((id) => cells.some((cell) => cell.reasonId === id))
  const ofRival = own.rival === null ? {} : { competitor: own.rival }
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
            note={
              <OpenNumber label={t('losses.open', { what: t('losses.all'), n: format.count(found.total.deals) })} onOpen={() => open({})}>
                {t('losses.total', { n: format.count(found.total.deals), amount: format.moneyShort(found.total.amountMinor, found.currency) })}
              </OpenNumber>
            }
            actions={
              <div className={styles.tools}>
                {found.byCompetitor.some((row) => row.competitor !== null) && (
                  <Select
                    size="small"
                    aria-label={t('losses.competitor')}
                    placeholder={t('losses.anyRival')}
                    value={own.rival ?? undefined}
                    allowClear
                    onChange={(name: string | undefined) => change({ rival: name ?? null })}
                    options={found.byCompetitor.map((row) => ({ value: row.competitor ?? '', label: rival(row.competitor) }))}
                    popupMatchSelectWidth={false}
                    className={styles.choice}
                  />
                )}
                <Segmented size="small" aria-label={t('losses.count')} value={own.count} onChange={(count) => change({ count })} options={(['deals', 'amount'] as const).map((one) => ({ value: one, label: t(`losses.by.${one}`) }))} />
              </div>
            }
          >
            <ValueMatrix
              label={t('losses.map')}
              rowHead={t('losses.reason')}
              rows={reasonIds.map((id) => ({ key: keyOf(id), name: reason(id) }))}
              columns={stageIds.map((id) => ({ key: keyOf(id), name: stage(id) }))}
              cells={reasonIds.map((reasonId) =>
                stageIds.map((stageId) => {
                  const here = cells.filter((cell) => cell.reasonId === reasonId && cell.stageId === stageId)
                  return { value: here.reduce((total, cell) => total + value(cell), 0), n: here.reduce((total, cell) => total + cell.deals, 0), enough: true }
                }),
              )}
              read={(one) => (own.count === 'deals' ? format.count(one) : format.moneyShort(one, found.currency))}
              onOpen={(row, column) => open({ reason: keyOf(reasonIds[row] ?? null), stage: keyOf(stageIds[column] ?? null), ...ofRival })}
            />
            <p className={styles.foot}>{t('losses.foot')}</p>
          </Section>
          <div className={styles.columns}>
            {table(t('losses.byReason'), t('losses.reason'), found.byReason.map((row) => ({ ...row, opens: { reason: keyOf(row.reasonId) }, name: reason(row.reasonId) })))}
            {table(t('losses.byStage'), t('heat.stage'), found.byStage.map((row) => ({ ...row, opens: { stage: keyOf(row.stageId) }, name: stage(row.stageId) })))}
            {table(t('losses.byCompetitor'), t('losses.competitor'), found.byCompetitor.map((row) => ({ ...row, opens: { competitor: row.competitor ?? '' }, name: rival(row.competitor) })))}
          </div>
        </div>
      )}
      <SideDrawer open={own.lost !== null} onClose={() => change({ lost: null })} width={720} title={own.lost === null ? '' : titleOf(own.lost)}>
        {own.lost !== null && questions.main.pipeline !== '' && <LossDeals ask={{ ...questions.main, ...own.lost }} stage={names.stage} label={titleOf(own.lost)} />}
      </SideDrawer>
    </FunnelFrame>
  )
}

function LossDeals({ ask, stage, label }: { ask: QueryInputOf<typeof listLossDeals>; stage: (id: string) => string; label: string }) {
  const deals = useContractPages(listLossDeals, { query: ask })
  return <ReportDeals deals={deals} label={label} stage={stage} />
}

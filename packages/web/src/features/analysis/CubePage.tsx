import { getCube, listCubeDeals } from '@sluice/core/funnel/measure-contracts'
import { bandName } from '@sluice/core/funnel/measures/cube'
import type { CubeCell } from '@sluice/core/funnel/measures/cube'
import { listDimensions } from '@sluice/core/funnel/report-contracts'
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
import { seldom } from '../pickers/seldom.ts'
import styles from './CubePage.module.css'
import { DecaySection } from './DecaySection.tsx'
import { OpenNumber } from './OpenNumber.tsx'
import report from './Report.module.css'
import { ReportDeals } from './ReportDeals.tsx'

const counts = ['deals', 'amount', 'weighted'] as const
/** Names a cell whose deals are shown: `band` as core names it. What is left out takes all. */
const cubeKey = z.object({ stage: z.string().max(60).optional(), band: z.string().max(500).optional(), decay: z.number().int().min(0).max(9).optional() })
const cubeUrl = z.object({ cubeBy: z.string().max(64).default(''), cubeOf: z.enum(counts).default('deals'), cubeCell: cubeKey.nullable().default(null) })

const valueOf: Record<(typeof counts)[number], (cell: CubeCell) => number> = {
  deals: (cell) => cell.deals,
  amount: (cell) => cell.amountMinor,
  weighted: (cell) => cell.weightedMinor,
}

/** Open deals in three dimensions: where they stand, how good they are, and how much of their chance time has left. */
export default function CubePage() {
  const { t } = useTranslation('analysis')
  const format = useFormat()
  const page = useFunnelPage()
  const { questions, names } = page
  const pipeline = questions.main.pipeline
  const [own, change] = useUrlState(cubeUrl)
  const dimensions = useContractQuery(listDimensions, { query: { pipeline } }, { ...seldom, enabled: pipeline !== '' })
  const answer = useContractQuery(getCube, { query: { ...questions.main, quality: own.cubeBy === '' ? undefined : own.cubeBy } }, { keepPrevious: true, enabled: pipeline !== '' })
  const found = answer.data
  const options = (dimensions.data?.items ?? []).map((one) => ({ value: one.key, label: format.language === 'en' ? one.label.en : one.label.zh }))
  const read = (value: number) => (own.cubeOf === 'deals' ? format.count(value) : format.moneyShort(value, found?.currency))
  const value = valueOf[own.cubeOf]
  const nameOfBand = (band: NonNullable<typeof found>['qualityBands'][number]) =>
    band.name !== null
      ? (found?.names[`${found.quality}:${band.name}`] ?? (band.name === '' ? t('none') : band.name))
      : band.to === null
        ? t('cube.from', { from: band.from ?? 0 })
        : t('cube.between', { from: band.from ?? 0, to: band.to })
  const cells = found?.cells ?? []
  const hasUnscored = cells.some((cell) => cell.quality < 0)
  // A choice may have more values than there is room for: those that hold deals, and each score's band.
  const bands = (found?.qualityBands ?? []).map((band, quality) => ({ band, quality })).filter(({ band, quality }) => band.name === null || cells.some((cell) => cell.quality === quality))
  const columns = [...bands.map(({ band, quality }) => ({ key: String(quality), name: nameOfBand(band) })), ...(hasUnscored ? [{ key: '-1', name: t('cube.unscored') }] : [])]
  const stageIds = page.pipeline?.stages.map((stage) => stage.id).filter((id) => cells.some((cell) => cell.stageId === id)) ?? []
  const nameOfDecay = ({ from, to }: NonNullable<typeof found>['decayBands'][number]) =>
    to === null ? t('cube.fresh', { from: format.percent(from, 0) }) : from === 0 ? t('cube.cold', { to: format.percent(to, 0) }) : t('cube.cooling', { from: format.percent(from, 0), to: format.percent(to, 0) })
  const open = (cell: z.infer<typeof cubeKey>) => change({ cubeCell: cell }, { push: true })
  const titleOf = ({ stage, band, decay }: z.infer<typeof cubeKey>) => {
    const quality = found?.qualityBands.find((one) => bandName(one) === band)
    const chance = decay === undefined ? undefined : found?.decayBands[decay]
    return [
      ...(stage === undefined ? [] : [names.stage(stage)]), ...(band === undefined ? [] : [quality === undefined ? t('cube.unscored') : nameOfBand(quality)]), ...(chance === undefined ? [] : [nameOfDecay(chance)]),
    ].join(' · ')
  }
  const top = Math.max(1e-9, ...cells.map(value))
  return (
    <FunnelFrame page={page} tab="cube" without={['compare', 'method']}>
      <Section
        title={t('cube.title')}
        note={t('cube.note')}
        actions={
          <div className={report.tools}>
            <Select size="small" aria-label={t('cube.quality')} prefix={t('cube.quality')} value={found?.quality ?? (own.cubeBy === '' ? undefined : own.cubeBy)} onChange={(cubeBy) => change({ cubeBy, cubeCell: null })} options={options} popupMatchSelectWidth={false} />
            <Segmented size="small" aria-label={t('cube.count')} value={own.cubeOf} onChange={(cubeOf) => change({ cubeOf })} options={counts.map((one) => ({ value: one, label: t(`cube.by.${one}`) }))} />
          </div>
        }
      >
        {answer.error ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : !found ? (
          <Skeletons kind="chart" />
        ) : cells.length === 0 ? (
          <EmptyState title={t('cube.none')} text={t('noDataText')} />
        ) : (
          <div className={answer.isPlaceholderData ? report.stale : undefined} aria-busy={answer.isPlaceholderData}>
            <div className={columns.length > 6 ? styles.stacked : styles.layers}>
              {found.decayBands
                .map((band, decay) => ({ band, decay, own: cells.filter((cell) => cell.decay === decay) }))
                .toReversed()
                .map(({ band, decay, own: inBand }) => {
                  const name = nameOfDecay(band)
                  const n = format.count(inBand.reduce((sum, cell) => sum + cell.deals, 0))
                  return (
                    <div key={decay} className={styles.layer}>
                      <h3 className={styles.name}>
                        {name}
                        <span className={styles.sum}>
                          <OpenNumber label={t('cube.open', { what: name, n })} onOpen={() => open({ decay })}>
                            {t('cube.sum', { n, amount: format.moneyShort(inBand.reduce((sum, cell) => sum + cell.amountMinor, 0), found.currency) })}
                          </OpenNumber>
                        </span>
                      </h3>
                      <ValueMatrix
                        label={name}
                        rowHead={t('heat.stage')}
                        rows={stageIds.map((id) => ({ key: id, name: names.stage(id) }))}
                        columns={columns}
                        top={top}
                        cells={stageIds.map((id) =>
                          columns.map((column) => {
                            const cell = inBand.find((one) => one.stageId === id && String(one.quality) === column.key)
                            return cell && { value: value(cell), n: cell.deals, enough: true, title: t('cube.cell', { n: format.count(cell.deals), amount: format.moneyShort(cell.amountMinor, found.currency), weighted: format.moneyShort(cell.weightedMinor, found.currency) }) }
                          }),
                        )}
                        read={read}
                        onOpen={(row, column) => open({ stage: stageIds[row], band: bandName(found.qualityBands[Number(columns[column]?.key)]), decay })}
                      />
                    </div>
                  )
                })}
            </div>
            <p className={report.foot}>{t('cube.foot')} {t('cube.openHint')}</p>
          </div>
        )}
      </Section>
      <DecaySection ask={questions.main} stage={names.stage} />
      <SideDrawer open={own.cubeCell !== null} onClose={() => change({ cubeCell: null })} width={720} title={own.cubeCell === null ? '' : titleOf(own.cubeCell)}>
        {own.cubeCell !== null && pipeline !== '' && <CubeDeals ask={{ ...questions.main, quality: own.cubeBy === '' ? undefined : own.cubeBy, ...own.cubeCell }} stage={names.stage} label={titleOf(own.cubeCell)} />}
      </SideDrawer>
    </FunnelFrame>
  )
}

function CubeDeals({ ask, stage, label }: { ask: QueryInputOf<typeof listCubeDeals>; stage: (id: string) => string; label: string }) {
  const deals = useContractPages(listCubeDeals, { query: ask })
  return <ReportDeals deals={deals} label={label} stage={stage} />
}

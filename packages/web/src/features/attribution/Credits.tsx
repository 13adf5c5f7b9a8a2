import type { AttributionAnswerRow } from '@sluice/core/attribution/contract'
import { getAttribution } from '@sluice/core/attribution/contract'
import { attributionModels } from '@sluice/core/attribution/model'
import { modelWords } from '@sluice/core/attribution/model-words'
import type { QueryInputOf } from '@sluice/core/lib/contract'
import { Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { SideDrawer } from '../../ui/SideDrawer.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { StatRow, StatTile } from '../../ui/StatTile.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { OpenNumber } from '../analysis/OpenNumber.tsx'
import { ReportTable } from '../analysis/ReportTable.tsx'
import { useMetricWords } from '../metrics/use-metric-words.ts'
import styles from './Attribution.module.css'
import type { AttributionUrl } from './attribution-url.ts'
import { CreditedDeals } from './CreditedDeals.tsx'

/** Money of won deals shared among channels, campaigns or promoters: one model in full, and all models side by side. */
export function Credits({ query, url, change }: { query: QueryInputOf<typeof getAttribution>; url: AttributionUrl; change: (next: Partial<AttributionUrl>, options?: { push?: boolean }) => void }) {
  const { t } = useTranslation('attribution')
  const format = useFormat()
  const phone = usePhone()
  const about = useMetricWords()
  const read = useContractQuery(getAttribution, { query }, { keepPrevious: true })
  const found = read.data
  const language = format.language === 'en' ? 'en' : 'zh'
  if (!found) return read.error ? <ErrorState error={read.error} onRetry={() => void read.refetch()} /> : <Skeletons kind="tiles" count={4} />
  const { currency } = found
  const nameOf = (row: AttributionAnswerRow) => row.name ?? (row.isUntouched ? t('untouched') : t('notNamed', { what: t(`by.${found.by}`) }))
  const keyOf = (row: AttributionAnswerRow) => row.key ?? (row.isUntouched ? 'untouched' : 'none')
  const place = attributionModels.indexOf(url.model)
  const chosen = (row: AttributionAnswerRow) => row.models[place]
  const open = (row: AttributionAnswerRow) => change({ of: keyOf(row) }, { push: true })
  const opened = found.rows.find((row) => keyOf(row) === url.of)
  const share = (n: number, whole: number) => (whole === 0 ? '' : t('ofWhole', { share: format.percent(n / whole, 0) }))
  const parts = (value: number | undefined) => format.number(value ?? 0, 1)
  const withCost = found.by !== 'promoter'
  const roi = (value: number | null | undefined) => (value === null || value === undefined ? '–' : format.change(value))
  if (found.rows.length === 0) return <EmptyState title={t('empty')} text={t('emptyText')} />
  return (
    <div className={read.isPlaceholderData ? `${styles.stack} ${styles.stale}` : styles.stack} aria-busy={read.isPlaceholderData}>
      <StatRow>
        <StatTile label={t('tiles.won')} value={format.moneyShort(found.won.amountMinor, currency)} note={t('tiles.deals', { n: format.count(found.won.n) })} explanation={about('attribution.revenue', { n: found.won.n })} />
        <StatTile label={t('tiles.untouched')} value={format.count(found.won.untouched)} note={share(found.won.untouched, found.won.n)} explanation={about('attribution.won', { n: found.won.n })} />
        <StatTile label={t('tiles.leads')} value={format.count(found.leads.n)} note={t('tiles.untouchedLeads', { n: format.count(found.leads.untouched) })} explanation={about('attribution.leads', { n: found.leads.n })} />
        <StatTile label={t('tiles.cost')} value={format.moneyShort(found.costMinor, currency)} note={found.costMinor === 0 ? t('tiles.noCost') : undefined} explanation={about('attribution.cost')} />
      </StatRow>
      {(found.others.length > 0 || found.won.withoutAmount > 0) && (
        <p className={styles.said}>
          {found.others.map((other) => (
            <button key={other.currency} type="button" className={styles.link} onClick={() => change({ currency: other.currency })}>
              {t('other', { currency: other.currency, n: format.count(other.won), money: format.money(other.wonMinor, other.currency) })}
            </button>
          ))}
          {found.won.withoutAmount > 0 && <span>{t('withoutAmount', { n: format.count(found.won.withoutAmount) })}</span>}
        </p>
      )}
      <Section
        title={t('credit.title')}
        note={modelWords[url.model].about[language]}
        actions={
          phone ? (
            <Select aria-label={t('model')} value={url.model} onChange={(model) => change({ model })} popupMatchSelectWidth={false} options={attributionModels.map((value) => ({ value, label: modelWords[value][language] }))} />
          ) : (
            <Segmented size="small" aria-label={t('model')} value={url.model} onChange={(model) => change({ model })} options={attributionModels.map((value) => ({ value, label: modelWords[value][language] }))} />
          )
        }
      >
        <ReportTable<AttributionAnswerRow>
          label={t('credit.title')}
          head={{ title: t(`by.${found.by}`), cell: (row) => <span title={nameOf(row)} className={row.key === null ? styles.muted : undefined}>{nameOf(row)}</span> }}
          rows={found.rows}
          rowKey={keyOf}
          columns={[
            {
              key: 'revenue', title: t('columns.revenue'), metric: 'attribution.revenue', sort: (row) => chosen(row)?.wonMinor ?? 0,
              cell: (row) => ((chosen(row)?.wonDeals ?? 0) === 0 ? format.money(0, currency) : <OpenNumber label={t('open', { what: nameOf(row) })} onOpen={() => open(row)}>{format.money(chosen(row)?.wonMinor, currency)}</OpenNumber>),
            },
            { key: 'share', title: t('columns.share'), cell: (row) => (found.won.amountMinor === 0 ? '–' : format.percent((chosen(row)?.wonMinor ?? 0) / found.won.amountMinor, 1)), sort: (row) => chosen(row)?.wonMinor ?? 0, wide: true },
            { key: 'won', title: t('columns.won'), metric: 'attribution.won', cell: (row) => parts(chosen(row)?.won), sort: (row) => chosen(row)?.won ?? 0 },
            { key: 'pipeline', title: t('columns.pipeline'), metric: 'attribution.pipeline', cell: (row) => format.moneyShort(chosen(row)?.openedMinor, currency), sort: (row) => chosen(row)?.openedMinor ?? 0, wide: true },
            { key: 'leads', title: t('columns.leads'), metric: 'attribution.leads', cell: (row) => parts(chosen(row)?.leads), sort: (row) => chosen(row)?.leads ?? 0 },
            ...(withCost
              ? ([
                  { key: 'cost', title: t('columns.cost'), metric: 'attribution.cost', cell: (row: AttributionAnswerRow) => format.moneyShort(row.costMinor, currency), sort: (row: AttributionAnswerRow) => row.costMinor },
                  { key: 'perLead', title: t('columns.perLead'), metric: 'attribution.cost_per_lead', cell: (row: AttributionAnswerRow) => format.moneyShort(chosen(row)?.costPerLeadMinor, currency), sort: (row: AttributionAnswerRow) => chosen(row)?.costPerLeadMinor ?? null },
                  { key: 'perWon', title: t('columns.perWon'), metric: 'attribution.cost_per_won', cell: (row: AttributionAnswerRow) => format.moneyShort(chosen(row)?.costPerWonMinor, currency), sort: (row: AttributionAnswerRow) => chosen(row)?.costPerWonMinor ?? null, wide: true },
                  { key: 'roi', title: t('columns.roi'), metric: 'attribution.roi', cell: (row: AttributionAnswerRow) => roi(chosen(row)?.roi), sort: (row: AttributionAnswerRow) => chosen(row)?.roi ?? null },
                ] as const)
              : []),
          ]}
        />
        <p className={styles.foot}>{t('credit.foot', { money: format.money(found.won.amountMinor, currency) })}</p>
      </Section>
      <Section title={t('side.title')} note={t('side.note')}>
        <ReportTable<AttributionAnswerRow>
          label={t('side.title')}
          head={{ title: t(`by.${found.by}`), cell: (row) => <span title={nameOf(row)} className={row.key === null ? styles.muted : undefined}>{nameOf(row)}</span> }}
          rows={found.rows}
          rowKey={keyOf}
          columns={attributionModels.map((model, i) => ({
            key: model, title: modelWords[model][language], cell: (row: AttributionAnswerRow) => format.moneyShort(row.models[i]?.wonMinor, currency), sort: (row: AttributionAnswerRow) => row.models[i]?.wonMinor ?? 0,
          }))}
        />
      </Section>
      <SideDrawer open={url.of !== '' && opened !== undefined} onClose={() => change({ of: '' })} width={720} title={opened === undefined ? '' : t('deals.title', { what: nameOf(opened), model: modelWords[url.model][language] })}>
        {opened !== undefined && <CreditedDeals query={{ ...query, model: url.model, key: url.of }} />}
      </SideDrawer>
    </div>
  )
}

import { listPipelines } from '@sluice/core/catalog/contract'
import { getCompletenessReport } from '@sluice/core/fields/contract'
import { Progress, Segmented, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { z } from 'zod'
import { useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { StatTile } from '../../ui/StatTile.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { useUrlState } from '../../ui/use-url-state.ts'
import { useMetricWords } from '../metrics/use-metric-words.ts'
import { seldom } from '../pickers/seldom.ts'
import styles from './CompletenessPage.module.css'

const objects = ['deal', 'lead', 'account', 'contact'] as const
const url = z.object({ object: z.enum(objects).default('deal'), pipeline: z.string().default('') })
const lists = { deal: paths.deals, lead: paths.leads, account: paths.accounts, contact: paths.contacts }

/** How complete the open records are: whole, by owner, by team, and which fields are most often empty. */
export default function CompletenessPage() {
  const { t } = useTranslation('fields')
  const format = useFormat()
  const phone = usePhone()
  const about = useMetricWords()
  const [{ object, pipeline }, setUrl] = useUrlState(url)
  const pipelines = useContractQuery(listPipelines, {}, seldom).data?.items.filter((one) => !one.isArchived) ?? []
  const { data, isPending, error, refetch } = useContractQuery(getCompletenessReport, { query: { object, ...(object === 'deal' && pipeline !== '' ? { pipeline } : {}) } }, { keepPrevious: true })
  const options = objects.map((one) => ({ value: one, label: t(`object.${one}`) }))
  // The list of one person's records: an address that the list reads.
  const ownerLink = (id: string) => `${lists[object]}?${new URLSearchParams({ owner: id, ...(object === 'deal' ? { layout: 'list' } : {}) }).toString()}`
  const fields = [...(data?.fields ?? [])].filter((one) => one.asked > 0).sort((a, b) => a.filled / a.asked - b.filled / b.asked)
  const worst = fields[0]

  return (
    <>
      <PageHeader title={t('completeness.title')} description={phone ? undefined : t('completeness.description')}>
        <div className={styles.filters}>
          <Segmented value={object} options={options} aria-label={t('completeness.object')} onChange={(next) => setUrl({ object: next, pipeline: '' })} />
          {object === 'deal' && pipelines.length > 1 && (
            <Select
              value={pipeline}
              aria-label={t('completeness.pipeline')}
              popupMatchSelectWidth={false}
              options={[{ value: '', label: t('completeness.allPipelines') }, ...pipelines.map((one) => ({ value: one.id, label: one.name }))]}
              onChange={(next) => setUrl({ pipeline: next })}
            />
          )}
        </div>
      </PageHeader>
      <Page>
        {isPending ? (
          <Skeletons kind="tiles" count={3} />
        ) : error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : data.records === 0 ? (
          <EmptyState title={t('completeness.none')} text={t('completeness.noneText')} />
        ) : fields.length === 0 ? (
          <EmptyState title={t('completeness.noFields')} text={t('completeness.noFieldsText')} action={<Link to={paths.settingsSection('fields')}>{t('list.add')}</Link>} />
        ) : (
          <>
            <div className={styles.tiles}>
              <StatTile label={t('completeness.overall')} value={format.percent(data.score, 0)} explanation={about('completeness.score', { n: data.records })} />
              <StatTile label={t('completeness.records')} value={format.count(data.records)} />
              {worst && <StatTile label={t('completeness.worst')} value={worst.label} note={t('completeness.filled', { filled: format.count(worst.filled), asked: format.count(worst.asked) })} />}
            </div>
            <div className={styles.columns}>
              <Section title={t('completeness.owners')} flush>
                <Shares
                  label={t('completeness.owners')}
                  rows={[...data.owners].sort((a, b) => a.score - b.score).map((one) => ({
                    key: one.owner?.id ?? '-', share: one.score, count: t('recordCount', { count: one.records }),
                    name: one.owner ? (
                      <Link to={ownerLink(one.owner.id)} title={t('completeness.open', { object: t(`object.${object}`) })}>
                        {one.owner.name}
                      </Link>
                    ) : (
                      t('completeness.nobody')
                    ),
                  }))}
                />
              </Section>
              <Section title={t('completeness.teams')} flush>
                <Shares label={t('completeness.teams')} rows={[...data.teams].sort((a, b) => a.score - b.score).map((one) => ({ key: one.team?.id ?? '-', share: one.score, count: t('recordCount', { count: one.records }), name: one.team?.name ?? t('completeness.noTeam') }))} />
              </Section>
              <Section title={t('completeness.fields')} flush>
                <Shares label={t('completeness.fields')} rows={fields.map((one) => ({ key: one.key, share: one.filled / one.asked, count: t('completeness.filled', { filled: format.count(one.filled), asked: format.count(one.asked) }), name: one.label }))} />
              </Section>
            </div>
          </>
        )}
      </Page>
    </>
  )
}

function Shares({ label, rows }: { label: string; rows: readonly { key: string; name: ReactNode; share: number; count: string }[] }) {
  const format = useFormat()
  return (
    <ul className={styles.rows} aria-label={label}>
      {rows.map((row) => (
        <li key={row.key}>
          <span className={styles.name}>{row.name}</span>
          <span className={`num ${styles.count}`}>{row.count}</span>
          <Progress percent={Math.round(row.share * 100)} showInfo={false} size="small" className={styles.bar} aria-hidden />
          <span className={`num ${styles.share}`}>{format.percent(row.share, 0)}</span>
        </li>
      ))}
    </ul>
  )
}

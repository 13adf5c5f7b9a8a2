import { getCampaignFunnel } from '@sluice/core/attribution/contract'
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Explained } from '../../ui/Explained.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useMetricWords } from '../metrics/use-metric-words.ts'
import styles from './FunnelToCash.module.css'

const metrics = { visits: 'campaign.visits', leads: 'campaign.leads', mql: 'campaign.mql', sql: 'campaign.sql' } as const

/** A campaign from visit to money: what came to each step, what share of the step before, and whether the top leaks. */
export function FunnelToCash({ campaignId, model }: { campaignId: string; model: 'first' | 'last' }) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const about = useMetricWords()
  const read = useContractQuery(getCampaignFunnel, { params: { id: campaignId }, query: { model } }, { keepPrevious: true })
  const found = read.data
  const language = format.language === 'en' ? 'en' : 'zh'
  const widest = Math.max(1, ...(found?.steps.slice(1).map(({ n }) => n) ?? []))
  return (
    <Section title={t('toCash.title')} note={t('toCash.note')}>
      {!found ? (
        read.error ? <ErrorState error={read.error} onRetry={() => void read.refetch()} /> : <Skeletons kind="rows" count={4} />
      ) : (
        <>
          <ol className={styles.steps} aria-label={t('toCash.title')}>
            {found.steps.map((step, i) => {
              const metric = step.key === 'deals' || step.key === 'won' ? null : metrics[step.key]
              const label = t(`toCash.steps.${step.key}`)
              return (
                <li key={step.key} className={styles.step}>
                  <span className={styles.name}>{metric === null ? label : <Explained explanation={about(metric, { n: step.n })}>{label}</Explained>}</span>
                  <span className={styles.track}>
                    {step.key !== 'visits' && <span className={styles.bar} style={{ width: `${(100 * step.n) / widest}%` }} />}
                  </span>
                  <span className={`num ${styles.count}`}>{format.count(step.n)}</span>
                  <span className={`num ${styles.share}`}>
                    {i < 2 || step.share === null ? '' : step.enough ? `${format.percent(step.share)}（${format.interval(step.low, step.high)}）` : t('toCash.few', { hits: format.count(step.hits), n: format.count(found.steps[i - 1]?.n) })}
                  </span>
                </li>
              )
            })}
            <li className={styles.step}>
              <span className={styles.name}>{t('columns.revenue')}</span>
              <span />
              <strong className={`num ${styles.money}`}>{format.money(found.wonMinor, found.currency)}</strong>
              {found.wonWithoutMoney > 0 && <span className={styles.share}>{t('figures.withoutMoney', { count: found.wonWithoutMoney })}</span>}
            </li>
          </ol>
          {found.leak.result === 'failed' ? (
            <Alert
              type="warning"
              showIcon
              title={t('toCash.leaks')}
              description={
                <>
                  <div>{found.leak.text[language]}</div>
                  <div>
                    {t('toCash.doThis')}
                    {found.leak.remedies.map((remedy, i) => (
                      <span key={remedy.key}>
                        {i > 0 && (language === 'zh' ? '、' : ', ')}
                        <Link to={paths.settingsSection('remedies')}>{remedy[language]}</Link>
                      </span>
                    ))}
                    {language === 'zh' ? '；' : '; '}
                    <Link to={`${paths.leads}?campaign=${campaignId}`}>{t('toCash.leads')}</Link>
                  </div>
                </>
              }
            />
          ) : (
            <p className={styles.foot}>{found.leak.result === 'passed' ? t('toCash.holds', { text: found.leak.text[language] }) : t('toCash.notEnough', { n: format.count(found.leak.n), min: found.leak.minN, days: found.leak.afterDays })}</p>
          )}
        </>
      )}
    </Section>
  )
}

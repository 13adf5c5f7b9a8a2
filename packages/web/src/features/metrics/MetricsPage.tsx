import { METRICS } from '@sluice/core/metrics/registry'
import { METRIC_TOPICS } from '@sluice/core/metrics/topics'
import { Button, Select } from 'antd'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useMediaQuery, usePhone } from '../../ui/use-media-query.ts'
import { useUrlState } from '../../ui/use-url-state.ts'
import { findMetrics } from './find-metrics.ts'
import { MetricItem } from './MetricItem.tsx'
import styles from './Metrics.module.css'

const url = z.object({ q: z.string().default(''), topic: z.string().default(''), metric: z.string().default('') })
const topics = Object.keys(METRIC_TOPICS) as (keyof typeof METRIC_TOPICS)[]

/** Every number of the product by topic: what it means, how it is made, and what opens behind it. */
export default function MetricsPage() {
  const { t } = useTranslation('metrics')
  const format = useFormat()
  const phone = usePhone()
  const wide = useMediaQuery('(min-width: 1024px)')
  const [{ q, topic, metric }, change] = useUrlState(url)
  const language = format.language === 'en' ? 'en' : 'zh'
  const chosen = topics.find((one) => one === topic) ?? null
  const found = useMemo(() => findMetrics(q), [q])
  const countOf = (one: (typeof topics)[number]) => found.filter((key) => METRICS[key].topic === one).length
  const shown = chosen === null ? found : found.filter((key) => METRICS[key].topic === chosen)
  // What was searched for comes by how well it fits; everything else by topic.
  const groups = topics.map((one) => ({ topic: one, keys: shown.filter((key) => METRICS[key].topic === one) })).filter(({ keys }) => keys.length > 0)
  const toggle = useCallback((key: string) => change((now) => ({ metric: now.metric === key ? '' : key })), [change])
  const nav = useRef<HTMLElement>(null)
  useEffect(() => {
    nav.current?.querySelector('[aria-pressed="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  const pick = (next: string) => change({ topic: next, metric: '' })

  return (
    <>
      <PageHeader title={t('title')} description={phone ? undefined : t('description')} aside={<span className="num">{t(q === '' ? 'count' : 'found', { count: shown.length })}</span>} sticky>
        <FilterBar quick={<SearchField value={q} onSearch={(next) => change({ q: next, metric: '' })} placeholder={t('search')} width={phone ? 220 : 300} />} active={chosen === null ? 0 : 1} onClear={() => pick('')}>
          {!wide && (
            <Select
              className={styles.topic}
              aria-label={t('topic')}
              value={chosen ?? ''}
              popupMatchSelectWidth={false}
              options={[{ value: '', label: t('allTopics') }, ...topics.map((one) => ({ value: one, label: METRIC_TOPICS[one][language] }))]}
              onChange={pick}
            />
          )}
        </FilterBar>
      </PageHeader>
      <Page>
        <div className={styles.columns}>
          <nav ref={nav} className={styles.topics} aria-label={t('topic')}>
            <button type="button" aria-pressed={chosen === null} onClick={() => pick('')}>
              <span>{t('allTopics')}</span>
              <span className="num">{format.count(found.length)}</span>
            </button>
            {topics.map((one) => (
              <button key={one} type="button" aria-pressed={chosen === one} disabled={countOf(one) === 0} onClick={() => pick(one)}>
                <span>{METRIC_TOPICS[one][language]}</span>
                <span className="num">{format.count(countOf(one))}</span>
              </button>
            ))}
          </nav>
          <div className={styles.groups}>
            {groups.length === 0 ? (
              <EmptyState title={t(chosen === null ? 'none' : 'noneHere', { text: q })} text={t('noneText')} action={<Button onClick={() => change({ q: '', topic: '', metric: '' })}>{t('showAll')}</Button>} />
            ) : (
              groups.map((group) => (
                <section key={group.topic} className={styles.group} aria-label={METRIC_TOPICS[group.topic][language]}>
                  <h2>{METRIC_TOPICS[group.topic][language]}</h2>
                  <ul>
                    {group.keys.map((key) => (
                      <MetricItem key={key} metric={key} isOpen={metric === key} onToggle={toggle} />
                    ))}
                  </ul>
                </section>
              ))
            )}
          </div>
        </div>
      </Page>
    </>
  )
}

import { SwapOutlined } from '@ant-design/icons'
import { permissions } from '@sluice/core/identity/role'
import { Checkbox, Select, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSession } from '../session/session.ts'
import styles from './FunnelFilters.module.css'
import { Days } from './Days.tsx'
import type { FilterProps } from './filter-props.ts'
import { comparisons, segmentsOf } from './funnel-url.ts'
import { SegmentPicker } from './SegmentPicker.tsx'

/** What the funnel is compared with: another period, or two teams, sources or owners with each other. */
export function CompareFilter({ url, change }: Pick<FilterProps, 'url' | 'change'>) {
  const { t } = useTranslation('funnel')
  const { user } = useSession()
  const scope = permissions[user.role].deal.read
  const segment = segmentsOf(url)
  const offered = comparisons.filter((one) => scope !== 'own' || (one !== 'team' && one !== 'owner'))
  const isPeriod = url.compare === 'previous' || url.compare === 'year' || url.compare === 'custom'
  return (
    <div className={styles.compare}>
      <Select
        className={styles.compareWith}
        aria-label={t('compare.label')}
        prefix={<SwapOutlined />}
        value={url.compare}
        popupMatchSelectWidth={false}
        onChange={(compare) => change({ compare, a: [], b: [], figure: null })}
        options={offered.map((value) => ({
          value,
          label: t(`compare.${value}`),
          // There is nothing before all time; an open period has no length to step back by.
          disabled: (value === 'previous' || value === 'year') && url.period === 'all',
        }))}
      />
      {url.compare === 'custom' && <Days first={url.first2} last={url.last2} label={t('compare.custom')} onChange={(first2, last2) => change({ first2, last2 })} />}
      {isPeriod && (
        <Tooltip title={t('compare.ageHelp')}>
          <Checkbox checked={url.age === 'same'} onChange={(event) => change({ age: event.target.checked ? 'same' : 'now' })}>
            {t('compare.age')}
          </Checkbox>
        </Tooltip>
      )}
      {segment && (
        <>
          <SegmentPicker segment={segment} side="A" value={url.a} onChange={(a) => change((now) => ({ a, b: now.b.filter((id) => !a.includes(id)) }))} />
          <span className={styles.against}>{t('compare.against')}</span>
          <SegmentPicker segment={segment} side="B" value={url.b} onChange={(b) => change((now) => ({ b, a: now.a.filter((id) => !b.includes(id)) }))} />
        </>
      )}
    </div>
  )
}

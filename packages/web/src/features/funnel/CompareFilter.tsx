import { SwapOutlined } from '@ant-design/icons'
import { permissions } from '@sluice/core/identity/role'
import { Checkbox, Select, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { ChannelSelect } from '../pickers/ChannelSelect.tsx'
import { TeamSelect } from '../pickers/TeamSelect.tsx'
import { UserSelect } from '../pickers/UserSelect.tsx'
import { useSession } from '../session/session.ts'
import styles from './FunnelFilters.module.css'
import { Days } from './Days.tsx'
import type { FilterProps } from './filter-props.ts'
import { comparisons, segmentsOf } from './funnel-url.ts'

const pickers = { team: TeamSelect, source: ChannelSelect, owner: UserSelect }

/** What the funnel is compared with: another period, or two teams, sources or owners with each other. */
export function CompareFilter({ url, change }: Pick<FilterProps, 'url' | 'change'>) {
  const { t } = useTranslation('funnel')
  const { user } = useSession()
  const scope = permissions[user.role].deal.read
  const segment = segmentsOf(url)
  const Picker = segment && pickers[segment]
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
      {Picker && (
        <>
          <Picker multiple className={styles.side} value={url.a} onChange={(a) => change({ a, b: url.b.filter((id) => !a.includes(id)) })} aria-label={t('compare.sideA')} placeholder={t('compare.sideA')} />
          <span className={styles.against}>{t('compare.against')}</span>
          <Picker multiple className={styles.side} value={url.b} onChange={(b) => change({ b, a: url.a.filter((id) => !b.includes(id)) })} aria-label={t('compare.sideB')} placeholder={t('compare.sideB')} />
        </>
      )}
    </div>
  )
}

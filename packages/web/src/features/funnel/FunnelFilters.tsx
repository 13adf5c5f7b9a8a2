import { SettingOutlined } from '@ant-design/icons'
import type { Pipeline } from '@sluice/core/catalog/contract'
import { permissions } from '@sluice/core/identity/role'
import { Badge, Button, DatePicker, Popover, Segmented, Select } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { usePhone } from '../../ui/use-media-query.ts'
import { ChannelSelect } from '../pickers/ChannelSelect.tsx'
import { ProductSelect } from '../pickers/ProductSelect.tsx'
import { TeamSelect } from '../pickers/TeamSelect.tsx'
import { UserSelect } from '../pickers/UserSelect.tsx'
import { useSession } from '../session/session.ts'
import { ConditionFilter } from './ConditionFilter.tsx'
import { CompareFilter } from './CompareFilter.tsx'
import { Days } from './Days.tsx'
import { Field } from './Field.tsx'
import styles from './FunnelFilters.module.css'
import { periods } from './funnel-period.ts'
import { activeFilters, clearedFilters, segmentsOf } from './funnel-url.ts'
import type { FilterProps } from './filter-props.ts'
import { MethodFilter } from './MethodFilter.tsx'
import { methodChanges } from './method-changes.ts'
import { SliceFilter } from './SliceFilter.tsx'

/** What a page may do without. `narrow`: whose and which deals; `detail`: of these the product, the slices and the condition. */
export type FunnelPart = 'pipeline' | 'period' | 'asOf' | 'compare' | 'method' | 'narrow' | 'detail'

/** Everything a funnel can be asked: period, as-of day, who, where from, what, how counted, compared with what. */
export function FunnelFilters(props: FilterProps & { pipelines: readonly Pipeline[]; pipeline: string; without: readonly FunnelPart[] }) {
  const { url, today, change } = props
  const has = (part: FunnelPart) => !props.without.includes(part)
  const { t } = useTranslation('funnel')
  const { user } = useSession()
  const phone = usePhone()
  const scope = permissions[user.role].deal.read
  const segment = has('compare') ? segmentsOf(url) : null
  const fill = { style: { width: '100%' } }
  const changes = methodChanges(url)
  const narrows = (['asOf', 'narrow', 'method', 'compare'] as const).some(has)

  const pipeline = (
    <Select
      className={styles.pipeline}
      aria-label={t('pipeline')}
      value={props.pipeline}
      onChange={(id) => change({ pipeline: id, stage: '', figure: null })}
      popupMatchSelectWidth={false}
      options={props.pipelines.map((one) => ({ value: one.id, label: one.name }))}
    />
  )
  const period = (
    <Select
      className={styles.period}
      aria-label={t('period.label')}
      value={url.period}
      onChange={(value) => change({ period: value })}
      popupMatchSelectWidth={false}
      options={periods.map((value) => ({ value, label: t(`period.${value}`) }))}
    />
  )
  const quickPeriod = phone ? (
    period
  ) : (
    <Segmented
      aria-label={t('period.label')}
      value={url.period}
      onChange={(value) => change({ period: value })}
      options={periods.map((value) => ({ value, label: t(`period.${value}`) }))}
    />
  )

  const asOf = (
    <Field label={t('asOf')} width={124}>
      <DatePicker
        {...fill}
        aria-label={t('asOf')}
        placeholder={t('asOfNow')}
        value={url.asOf === '' ? null : dayjs(url.asOf)}
        disabledDate={(date) => date.format('YYYY-MM-DD') > today}
        onChange={(date) => change({ asOf: date ? date.format('YYYY-MM-DD') : '' })}
      />
    </Field>
  )

  return (
    <FilterBar
      active={!narrows ? 0 : activeFilters(url) + (phone ? changes + (url.compare === 'none' ? 0 : 1) : 0)}
      onClear={() => change(clearedFilters)}
      quick={
        <>
          {has('pipeline') && pipeline}
          {has('period') && quickPeriod}
          {has('period') && url.period === 'custom' && <Days first={url.first} last={url.last} label={t('period.custom')} onChange={(first, last) => change({ first, last })} />}
          {!phone && (
            <>
              {has('asOf') && asOf}
              {has('compare') && <CompareFilter {...props} />}
              <span className={styles.row} aria-hidden />
            </>
          )}
        </>
      }
    >
      {narrows && (
        <>
          {phone && has('asOf') && asOf}
          {has('narrow') && (
            <>
              {scope !== 'own' && segment !== 'team' && (
                <Field label={t('team')} width={140}>
                  <TeamSelect {...fill} multiple placeholder={t('team')} aria-label={t('team')} value={url.team} onChange={(team) => change({ team })} />
                </Field>
              )}
              {scope !== 'own' && segment !== 'owner' && (
                <Field label={t('owner')} width={124}>
                  <UserSelect {...fill} multiple placeholder={t('owner')} aria-label={t('owner')} value={url.owner} onChange={(owner) => change({ owner })} />
                </Field>
              )}
              {segment !== 'source' && (
                <Field label={t('source')} width={124}>
                  <ChannelSelect {...fill} multiple placeholder={t('source')} aria-label={t('source')} value={url.source} onChange={(source) => change({ source })} />
                </Field>
              )}
              {has('detail') && (
                <Field label={t('product')} width={124}>
                  <ProductSelect {...fill} multiple placeholder={t('product')} aria-label={t('product')} value={url.product} onChange={(product) => change({ product })} />
                </Field>
              )}
            </>
          )}
          {phone ? (
            <>
              {has('narrow') && has('detail') && (
                <>
                  <SliceFilter {...props} />
                  <Field label={t('where')} width={0}>
                    <ConditionFilter {...props} />
                  </Field>
                </>
              )}
              {has('method') && <MethodFilter {...props} />}
              {has('compare') && (
                <Field label={t('compare.label')} width={0}>
                  <CompareFilter {...props} />
                </Field>
              )}
            </>
          ) : (
            <>
              {has('narrow') && has('detail') && (
                <>
                  <SliceFilter {...props} />
                  <ConditionFilter {...props} />
                </>
              )}
              {has('method') && (
                <Popover trigger="click" placement="bottomLeft" arrow={false} content={<MethodFilter {...props} />}>
                  <Badge count={changes} size="small">
                    <Button icon={<SettingOutlined />}>{t('more')}</Button>
                  </Badge>
                </Popover>
              )}
            </>
          )}
        </>
      )}
    </FilterBar>
  )
}

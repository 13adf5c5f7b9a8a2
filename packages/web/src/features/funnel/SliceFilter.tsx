import { PartitionOutlined } from '@ant-design/icons'
import type { SliceOf } from '@sluice/core/funnel/slice'
import { Badge, Button, Popover, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import type { FilterProps } from './filter-props.ts'
import styles from './FunnelFilters.module.css'
import { slicesOf, withSlice } from './slices.ts'
import { useSliceDimensions } from './use-slice-dimensions.ts'

/** Narrows the funnel to values of its dimensions; several dimensions hold together. */
export function SliceFilter({ url, change, pipeline }: Pick<FilterProps, 'url' | 'change'> & { pipeline: string }) {
  const { t } = useTranslation('funnel')
  const format = useFormat()
  const phone = usePhone()
  const dimensions = useSliceDimensions(pipeline)
  const slices = slicesOf(url.slice)
  if (dimensions.length === 0 && slices.length === 0) return null
  const chosen = (key: string) => slices.find((one) => one.dimension === key)?.values ?? []
  const set = (slice: SliceOf) => change((now) => ({ slice: withSlice(now.slice, slice) }))
  const fields = (
    <div className={styles.slices}>
      {dimensions.map((dimension) => (
        <label key={dimension.key} className={styles.slice}>
          <span className={styles.label}>{format.language === 'en' ? dimension.label.en : dimension.label.zh}</span>
          <Select
            mode="multiple"
            allowClear
            showSearch={{ optionFilterProp: 'name' }}
            placeholder={t('slice.any')}
            aria-label={format.language === 'en' ? dimension.label.en : dimension.label.zh}
            value={chosen(dimension.key)}
            onChange={(values) => set({ dimension: dimension.key, values })}
            options={dimension.values.map(({ value, label, deals }) => ({
              value,
              name: label,
              label: (
                <span className={styles.sliceValue}>
                  <span>{value === '' ? t('slice.none') : label}</span>
                  <span className={`num ${styles.quiet}`}>{format.count(deals)}</span>
                </span>
              ),
            }))}
          />
        </label>
      ))}
    </div>
  )
  if (phone) return fields
  return (
    <Popover trigger="click" placement="bottomLeft" arrow={false} content={fields}>
      <Badge count={slices.length} size="small">
        <Button icon={<PartitionOutlined />}>{t('slice.label')}</Button>
      </Badge>
    </Popover>
  )
}

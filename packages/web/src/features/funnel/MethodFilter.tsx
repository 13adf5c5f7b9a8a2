import { InputNumber, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import styles from './FunnelFilters.module.css'
import type { FilterProps } from './filter-props.ts'

/** How deals are counted: which group is followed, what a skipped stage means, when a figure is mature. */
export function MethodFilter({ url, change }: Pick<FilterProps, 'url' | 'change'>) {
  const { t } = useTranslation('funnel')
  return (
    <div className={styles.method}>
      <div>
        <span className={styles.label}>{t('cohort.label')}</span>
        <Segmented
          block
          aria-label={t('cohort.label')}
          value={url.cohort}
          onChange={(cohort) => change({ cohort })}
          options={(['entry', 'stage'] as const).map((value) => ({ value, label: t(`cohort.${value}`) }))}
        />
        <p className={styles.help}>{t(url.cohort === 'entry' ? 'cohort.entryHelp' : 'cohort.stageHelp')}</p>
      </div>
      <div>
        <span className={styles.label}>{t('fill.label')}</span>
        <Segmented
          block
          aria-label={t('fill.label')}
          value={url.fill}
          onChange={(fill) => change({ fill })}
          options={(['linear', 'touched'] as const).map((value) => ({ value, label: t(`fill.${value}`) }))}
        />
        <p className={styles.help}>{t(url.fill === 'linear' ? 'fill.linearHelp' : 'fill.touchedHelp')}</p>
      </div>
      <div>
        <span className={styles.label}>{t('mature')}</span>
        <InputNumber
          className={styles.wide}
          min={0}
          max={3650}
          precision={0}
          aria-label={t('mature')}
          value={url.mature}
          onChange={(mature) => mature !== null && change({ mature })}
        />
        <p className={styles.help}>{t('matureHelp')}</p>
      </div>
    </div>
  )
}

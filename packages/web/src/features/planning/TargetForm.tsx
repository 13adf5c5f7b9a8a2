import { DatePicker, InputNumber, Segmented } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/use-format.ts'
import type { PlanningUrl } from './planning-url.ts'
import styles from './Planning.module.css'

/** What is to be reached, by when, and with how many hands. */
export function TargetForm({ url, change, months }: { url: PlanningUrl; change: (part: Partial<PlanningUrl>) => void; months: readonly string[] }) {
  const { t } = useTranslation('planning')
  const format = useFormat()
  return (
    <Section title={t('target')} note={t('targetNote', { first: format.day(`${months[0] ?? ''}-01`).replace(/1日$/, ''), count: months.length })}>
      <div className={styles.form}>
        <div className={styles.field}>
          <span>{t('kind')}</span>
          <Segmented aria-label={t('kind')} value={url.target} onChange={(target) => change({ target })} options={(['money', 'deals'] as const).map((value) => ({ value, label: t(`kinds.${value}`) }))} />
        </div>
        <label className={styles.field}>
          <span>{t(url.target === 'money' ? 'amount' : 'deals')}</span>
          <InputNumber<number>
            className={styles.amount}
            min={0}
            max={1_000_000_000}
            precision={url.target === 'money' ? 2 : 0}
            value={url.amount === 0 ? null : url.amount}
            placeholder={t(url.target === 'money' ? 'amountExample' : 'dealsExample')}
            formatter={(value) => `${value ?? ''}`.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}
            parser={(text) => Number((text ?? '').replaceAll(',', ''))}
            prefix={url.target === 'money' ? '¥' : undefined}
            onChange={(amount) => change({ amount: amount ?? 0 })}
          />
        </label>
        <label className={styles.field}>
          <span>{t('firstMonth')}</span>
          <DatePicker picker="month" allowClear={false} value={dayjs(`${months[0] ?? ''}-01`)} onChange={(date) => change({ start: date ? date.format('YYYY-MM') : '' })} />
        </label>
        <label className={styles.field}>
          <span>{t('months')}</span>
          <InputNumber<number> min={1} max={36} precision={0} value={url.months} onChange={(count) => change({ months: count ?? 1 })} suffix={t('monthUnit')} />
        </label>
        <label className={styles.field}>
          <span>{t('perHead')}</span>
          <InputNumber<number> min={0} max={100_000} value={url.perHead === 0 ? null : url.perHead} placeholder={t('optional')} onChange={(perHead) => change({ perHead: perHead ?? 0 })} />
        </label>
        <label className={styles.field}>
          <span>{t('heads')}</span>
          <InputNumber<number> min={0} max={100_000} value={url.heads === 0 ? null : url.heads} placeholder={t('optional')} onChange={(heads) => change({ heads: heads ?? 0 })} />
        </label>
      </div>
    </Section>
  )
}

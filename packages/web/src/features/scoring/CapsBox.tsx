import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { capPeriods } from '@sluice/core/scoring/rules'
import type { ScoreCap } from '@sluice/core/scoring/rules'
import { behaviourKinds } from '@sluice/core/tracking/behaviour'
import { Button, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Section } from '../../ui/Page.tsx'
import type { RulesPart } from './rules-part.ts'
import styles from './Scoring.module.css'
import { useKindName } from './use-rule-objects.ts'

/** What one kind of behaviour may give in a period. */
export function CapsBox({ rules, onChange }: RulesPart) {
  const { t } = useTranslation('scoring')
  const kindName = useKindName()
  const { caps } = rules
  const taken = (event: string, period: string) => caps.some((cap) => cap.event === event && cap.period === period)
  const write = (at: number, change: Partial<ScoreCap>) => onChange?.({ ...rules, caps: caps.map((cap, i) => (i === at ? { ...cap, ...change } : cap)) })
  const free = behaviourKinds.flatMap((event) => capPeriods.filter((period) => !taken(event, period)).map((period) => ({ event, period })))[0]
  return (
    <Section
      title={t('caps.title')}
      note={t('caps.note')}
      flush
      actions={onChange && free && <Button size="small" icon={<PlusOutlined />} onClick={() => onChange({ ...rules, caps: [...caps, { ...free, points: 20 }] })}>{t('caps.add')}</Button>}
    >
      {caps.length === 0 ? (
        <EmptyState compact title={t('caps.empty')} />
      ) : (
        <ul className={styles.rules}>
          {caps.map((cap, at) => (
            <li key={`${cap.event} ${cap.period}`} className={styles.cap}>
              <Select size="small" aria-label={t('behaviour.event')} value={cap.event} disabled={onChange === null} onChange={(event) => write(at, { event })}
                options={[...new Set([cap.event, ...behaviourKinds])].map((value) => ({ value, label: kindName(value), disabled: value !== cap.event && taken(value, cap.period) }))} />
              <Select size="small" aria-label={t('caps.period')} value={cap.period} disabled={onChange === null} onChange={(period) => write(at, { period })}
                options={capPeriods.map((value) => ({ value, label: t(`periods.${value}`), disabled: value !== cap.period && taken(cap.event, value) }))} />
              <span className={styles.muted}>{t('caps.points')}</span>
              <InputNumber size="small" aria-label={t('caps.points')} className={styles.number} min={1} max={1000} precision={0} value={cap.points} disabled={onChange === null} onChange={(points) => typeof points === 'number' && write(at, { points })} />
              {onChange && <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('remove', { name: kindName(cap.event) })} onClick={() => onChange({ ...rules, caps: caps.filter((_, i) => i !== at) })} />}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

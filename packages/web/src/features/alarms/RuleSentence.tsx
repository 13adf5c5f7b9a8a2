import type { AlarmRule } from '@sluice/core/diagnosis/alarms/rule'
import { InputNumber, Select } from 'antd'
import { Fragment } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Rules.module.css'
import { saySentence } from './say-sentence.ts'
import { fromPercent, sentenceParts, toPercent } from './rule-draft.ts'

/** A rule as a sentence whose thresholds are filled in where they stand. */
export function RuleSentence({ rule, stages, disabled, onChange }: { rule: AlarmRule; stages: readonly { id: string; name: string }[]; disabled: boolean; onChange: (rule: AlarmRule) => void }) {
  const { t } = useTranslation('alarms')
  const set = (part: Partial<Record<string, unknown>>) => onChange({ ...rule, ...part })
  const label = (field: keyof typeof fieldNames) => t(`rules.editor.field.${field}`)
  const whole = (field: 'windowDays' | 'historyDays' | 'days' | 'againstDays', value: number) => (
    <InputNumber aria-label={label(field)} disabled={disabled} min={1} max={730} precision={0} value={value} onChange={(next) => next !== null && set({ [field]: next })} className={styles.number} />
  )
  const percent = (field: 'drop' | 'growth' | 'swing' | 'share', value: number, most: number) => (
    <InputNumber aria-label={label(field)} disabled={disabled} min={field === 'share' ? 0 : 0.1} max={most} value={toPercent(value)} onChange={(next) => next !== null && set({ [field]: fromPercent(next) })} className={styles.number} />
  )
  const by = (value: 'relative' | 'points') => (
    <Select
      aria-label={label('by')}
      disabled={disabled}
      value={value}
      onChange={(next) => set({ by: next })}
      popupMatchSelectWidth={false}
      options={[
        { value: 'relative' as const, label: t('rules.editor.relative') },
        { value: 'points' as const, label: t('rules.editor.points') },
      ]}
    />
  )
  const place = (
    <Select
      mode="multiple"
      aria-label={t('stage')}
      disabled={disabled}
      value={rule.scope.stageIds ?? []}
      placeholder={t('rules.editor.stages')}
      onChange={(ids) => onChange({ ...rule, scope: { ...rule.scope, stageIds: ids.length === 0 ? null : ids } })}
      maxTagCount="responsive"
      popupMatchSelectWidth={false}
      options={stages.map((stage) => ({ value: stage.id, label: stage.name }))}
      className={styles.stages}
    />
  )

  const fields: Record<string, ReactNode> = { stages: place }
  switch (rule.kind) {
    case 'conversion_below_mean':
      Object.assign(fields, { windowDays: whole('windowDays', rule.windowDays), historyDays: whole('historyDays', rule.historyDays), drop: <>{percent('drop', rule.drop, 1000)} {by(rule.by)}</> })
      break
    case 'below_line':
      Object.assign(fields, {
        windowDays: whole('windowDays', rule.windowDays), days: whole('days', rule.days),
        line: (
          <>
            <Select
              aria-label={t('rules.editor.lineKind')}
              disabled={disabled}
              value={rule.line === null ? 'own' : 'fixed'}
              onChange={(kind) => set({ line: kind === 'own' ? null : 0.3 })}
              popupMatchSelectWidth={false}
              options={[
                { value: 'own', label: t('rules.editor.lineOwn') },
                { value: 'fixed', label: t('rules.editor.lineFixed') },
              ]}
            />
            {rule.line !== null && (
              <>
                {' '}
                <InputNumber aria-label={label('line')} disabled={disabled} min={0.1} max={100} value={toPercent(rule.line)} onChange={(next) => next !== null && set({ line: fromPercent(next) })} className={styles.number} /> {t('rules.editor.percent')}
              </>
            )}
          </>
        ),
      })
      break
    case 'stock_growth':
      Object.assign(fields, { againstDays: whole('againstDays', rule.againstDays), growth: <>{percent('growth', rule.growth, 1000)} {t('rules.editor.percent')}</> })
      break
    case 'dwell_over':
      Object.assign(fields, {
        historyDays: whole('historyDays', rule.historyDays),
        basis: (
          <Select
            aria-label={label('basis')}
            disabled={disabled}
            value={rule.basis}
            onChange={(basis) => set({ basis })}
            popupMatchSelectWidth={false}
            options={[
              { value: 'mean' as const, label: t('rules.editor.basisMean') },
              { value: 'p75' as const, label: t('rules.editor.basisP75') },
            ]}
          />
        ),
        times:
          rule.basis === 'p75'
            ? t('rules.editor.timesP75')
            : sentenceParts(t('rules.editor.timesMean', { field: '{{field}}' })).map((part, at) =>
                'words' in part ? (
                  <Fragment key={at}>{part.words}</Fragment>
                ) : (
                  <InputNumber key={at} aria-label={label('times')} disabled={disabled} min={0.1} max={10} step={0.1} precision={2} value={rule.times} onChange={(next) => next !== null && set({ times: next })} className={styles.number} />
                ),
              ),
      })
      break
    case 'win_rate_swing':
      Object.assign(fields, { windowDays: whole('windowDays', rule.windowDays), swing: <>{percent('swing', rule.swing, 1000)} {by(rule.by)}</> })
      break
    case 'stage_days':
      Object.assign(fields, { days: whole('days', rule.days), share: <>{percent('share', rule.share, 100)} {t('rules.editor.percent')}</> })
      break
    case 'inflow_drop':
      Object.assign(fields, { windowDays: whole('windowDays', rule.windowDays), historyDays: whole('historyDays', rule.historyDays), drop: <>{percent('drop', rule.drop, 100)} {t('rules.editor.percent')}</> })
      break
  }
  // A field that stands twice in a sentence is filled in once.
  const seen = new Set<string>()
  const values: Record<string, unknown> = { ...rule }
  const plain = (value: unknown) => (typeof value === 'number' || typeof value === 'string' ? value : '')
  const text = saySentence(t, rule.kind, Object.fromEntries(Object.keys(fields).map((field) => [field, `{{${field}}}`])))
  return (
    <p className={styles.sentence}>
      {sentenceParts(text).map((part, at) => {
        if ('words' in part) return <Fragment key={at}>{part.words}</Fragment>
        const again = seen.has(part.field)
        seen.add(part.field)
        return <Fragment key={at}>{again ? plain(values[part.field]) : fields[part.field]}</Fragment>
      })}
    </p>
  )
}

/** Only its keys are read: the names of the fields. */
const fieldNames = { windowDays: 1, historyDays: 1, drop: 1, days: 1, line: 1, growth: 1, againstDays: 1, times: 1, swing: 1, share: 1, by: 1, basis: 1 } as const

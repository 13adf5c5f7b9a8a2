import { InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Page.tsx'
import { GradeTag } from './GradeTag.tsx'
import type { RulesPart } from './rules-part.ts'
import styles from './Scoring.module.css'

/** Threshold, bands of the grades, and what fit and behaviour may add up to. */
export function GradesBox({ rules, onChange }: RulesPart) {
  const { t } = useTranslation('scoring')
  const number = (label: string, value: number, [min, max]: [number, number], write: (value: number) => void) => (
    <InputNumber aria-label={label} size="small" value={value} min={min} max={max} precision={0} disabled={onChange === null} onChange={(next) => typeof next === 'number' && write(next)} className={styles.number} />
  )
  return (
    <Section title={t('grades.title')} note={t('grades.note')}>
      <div className={styles.settings}>
        <label className={styles.setting}>
          <span>{t('grades.threshold')}</span>
          {number(t('grades.threshold'), rules.threshold, [1, 100], (threshold) => onChange?.({ ...rules, threshold }))}
        </label>
        {rules.grades.map((grade, at) => {
          const [above, below] = [rules.grades[at - 1]?.from ?? 101, rules.grades[at + 1]?.from ?? -1]
          return (
            <label key={grade.key} className={styles.setting}>
              <GradeTag grade={grade.key} />
              {at === rules.grades.length - 1
                ? <span className="num">0</span>
                : number(t('grades.from', { grade: grade.key }), grade.from, [below + 1, above - 1], (from) => onChange?.({ ...rules, grades: rules.grades.map((one) => (one.key === grade.key ? { ...one, from } : one)) }))}
            </label>
          )
        })}
        {(['fit', 'behaviour'] as const).map((side) => {
          const key = side === 'fit' ? 'fitLimits' : 'behaviourLimits'
          const limits = rules[key]
          return (
            <div key={side} className={styles.setting} title={t('grades.limits')}>
              <span>{t(`grades.${side}`)}</span>
              {number(`${t(`grades.${side}`)} ${t('grades.min')}`, limits.min, [-1000, limits.max], (min) => onChange?.({ ...rules, [key]: { ...limits, min } }))}
              <span>–</span>
              {number(`${t(`grades.${side}`)} ${t('grades.max')}`, limits.max, [limits.min, 1000], (max) => onChange?.({ ...rules, [key]: { ...limits, max } }))}
            </div>
          )
        })}
      </div>
    </Section>
  )
}

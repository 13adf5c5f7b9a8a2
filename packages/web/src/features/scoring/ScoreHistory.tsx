import type { LeadScore } from '@sluice/core/scoring/contract'
import { useState } from 'react'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import { GradeTag } from './GradeTag.tsx'
import styles from './Scoring.module.css'
import { useKindName } from './use-rule-objects.ts'

const shownAtFirst = 4
const fieldNames = ['name', 'company', 'title', 'phone', 'email', 'wechat', 'status', 'sourceId', 'ownerId', 'teamId', 'nextStep', 'nextStepDue', 'tagIds'] as const

/** What moved the score, newest first. */
export function ScoreHistory({ steps }: { steps: LeadScore['steps'] }) {
  const { t } = useTranslation('scoring')
  const format = useFormat()
  const kindName = useKindName()
  const [all, setAll] = useState(false)
  const fieldName = (field: string) => {
    const known = fieldNames.find((one) => one === field)
    return t(`panel.fields.${known ?? 'other'}`)
  }
  const told = (what: LeadScore['steps'][number]['what'][number]) => ('field' in what ? fieldName(what.field) : `${kindName(what.kind)}${what.subject === '' ? '' : ` ${what.subject}`}${what.n > 1 ? ` ×${what.n}` : ''}`)
  return (
    <div>
      <h4 className={styles.subtitle}>{t('panel.history')}</h4>
      <ul className={styles.lines}>
        {(all ? steps : steps.slice(0, shownAtFirst)).map((step) => (
          <li key={step.id}>
            <span className={styles.lineName}>
              <span>{step.because === 'rules' ? t('panel.because.rules', { n: step.versionN }) : t(`panel.because.${step.because}`)}{step.what.length > 0 && `：${[...new Set(step.what.map(told))].join('、')}`}</span>
              <span className={`num ${styles.muted}`} title={format.dateTime(step.at)}>{format.relative(step.at)}</span>
            </span>
            <span className={styles.stepTo}>
              <span className="num">{step.fromScore === null ? t('panel.firstScore', { to: step.score }) : t('panel.from', { from: step.fromScore, to: step.score })}</span>
              {step.fromGrade !== step.grade && <GradeTag grade={step.grade} />}
            </span>
          </li>
        ))}
      </ul>
      {steps.length > shownAtFirst && <Button type="link" size="small" onClick={() => setAll(!all)}>{t(all ? 'panel.fold' : 'panel.details')}</Button>}
    </div>
  )
}

import { CheckCircleFilled } from '@ant-design/icons'
import { getLeadScore } from '@sluice/core/scoring/contract'
import type { LeadScore, LeadScoreLine } from '@sluice/core/scoring/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { RecordBox } from '../../ui/record/RecordBody.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { GradeTag } from './GradeTag.tsx'
import { Points } from './RuleRow.tsx'
import { ScoreHistory } from './ScoreHistory.tsx'
import styles from './Scoring.module.css'
import { useFitWords } from './use-fit-words.ts'
import { useKindName, useLang } from './use-rule-objects.ts'

/** The score of a lead, what it is made of line by line, what it lacks, and how it came to be. */
export function LeadScorePanel({ leadId }: { leadId: string }) {
  const { t } = useTranslation('scoring')
  const read = useContractQuery(getLeadScore, { params: { id: leadId } }, { refetchInterval: 15_000 })
  // The page is the lead's: a panel that cannot be read does not stand in its way.
  if (!read.data) return null
  const { score } = read.data
  if (score === null) return <RecordBox title={t('panel.title')}><p className={styles.help}>{t('panel.noneText')}</p></RecordBox>
  return (
    <RecordBox title={t('panel.title')}>
      <Head score={score} />
      {score.wants.length > 0 && <Wants score={score} />}
      <Lines score={score} />
      {score.steps.length > 0 && <ScoreHistory steps={score.steps} />}
    </RecordBox>
  )
}

function Head({ score }: { score: LeadScore }) {
  const { t } = useTranslation('scoring')
  const format = useFormat()
  return (
    <>
      <div className={styles.head}>
        <span className={`num ${styles.big}`}>{score.score}</span>
        <GradeTag grade={score.grade} />
        {score.isReady ? <Tag tone="good"><CheckCircleFilled aria-hidden /> {t('panel.ready')}</Tag> : <span className={styles.muted}>{t('panel.notReady', { points: Math.max(0, score.threshold - score.score) })}</span>}
      </div>
      <Bar label={t('panel.fit')} points={score.fit} max={score.fitMax} tone={styles.barFit} />
      <Bar label={t('panel.behaviour')} points={score.behaviour} max={score.behaviourMax} tone={styles.barAfter} />
      {(score.icp !== null || score.chance !== null) && (
        <p className={`num ${styles.muted}`}>
          {[score.icp === null ? null : `${t('panel.icp')} ${format.number(score.icp, 2)}`, score.chance === null ? null : `${t('panel.chance')} ${format.percent(score.chance)}`].filter(Boolean).join(' · ')}
        </p>
      )}
    </>
  )
}

function Bar({ label, points, max, tone }: { label: string; points: number; max: number; tone: string | undefined }) {
  const { t } = useTranslation('scoring')
  const share = max <= 0 ? 0 : Math.min(1, Math.max(0, points / max))
  return (
    <div className={styles.bar}>
      <span>{label}</span>
      <span className={styles.track}><i className={tone} style={{ width: `${share * 100}%` }} /></span>
      <span className="num">{t('panel.of', { points: Math.round(points), max })}</span>
    </div>
  )
}

function Wants({ score }: { score: LeadScore }) {
  const { t } = useTranslation('scoring')
  const lang = useLang()
  return (
    <div>
      <h4 className={styles.subtitle}>{t('panel.wants')}</h4>
      <ul className={styles.wants}>
        {score.wants.slice(0, 5).map((want) => (
          <li key={`${want.part} ${want.ruleKey}`}>
            <span>{want.name[lang]}</span> <Points points={want.points} />
            {want.isEnough && <Tag tone="good">{t('panel.enough')}</Tag>}
          </li>
        ))}
      </ul>
    </div>
  )
}

const shownAtFirst = 6

function Lines({ score }: { score: LeadScore }) {
  const { t } = useTranslation('scoring')
  const [all, setAll] = useState(false)
  const lines = all ? score.lines : score.lines.slice(0, shownAtFirst)
  return (
    <div>
      <h4 className={styles.subtitle}>{t('panel.lines')}</h4>
      <ul className={styles.lines}>
        {lines.map((line, at) => <Line key={at} line={line} />)}
      </ul>
      {all && score.hiddenLines > 0 && <p className={styles.help}>{t('panel.more', { count: score.hiddenLines })}</p>}
      {score.lines.length > shownAtFirst && <Button type="link" size="small" onClick={() => setAll(!all)}>{t(all ? 'panel.fold' : 'panel.details')}</Button>}
    </div>
  )
}

function Line({ line }: { line: LeadScoreLine }) {
  const { t } = useTranslation('scoring')
  const lang = useLang()
  const format = useFormat()
  const kindName = useKindName()
  const words = useFitWords({})
  const row = (name: string, text: string) => (
    <li>
      <span className={styles.lineName}>
        <span>{name}</span>
        {text !== '' && <span className={styles.muted} title={text}>{text}</span>}
      </span>
      <Points points={line.left} />
    </li>
  )
  switch (line.part) {
    case 'fit': return row(line.name[lang], '')
    case 'icp': return row(line.name[lang], line.match === null ? t('panel.unknown') : t('panel.match', { share: format.number(line.match, 2) }))
    case 'model': return row(t('panel.model'), [t('panel.modelText', { chance: format.percent(line.chance), rank: format.percent(line.rank, 0) }), ...line.reasons.slice(0, 3).map((reason) => `${words.column(reason.column)} ${reason.logOdds > 0 ? '↑' : '↓'}`)].join(' · '))
    case 'given': return row(t('panel.given'), '')
    case 'limit': return row(t(`panel.limit.${line.of}`), '')
    case 'behaviour': {
      const when = line.times > 1 ? t('panel.times', { day: format.day(line.day), count: line.times }) : t('panel.once', { day: format.day(line.day) })
      const cap = line.cappedBy === null ? null : line.cappedBy === 'ever' ? t('panel.cappedEver') : t('panel.capped', { period: t(`periods.${line.cappedBy}`) })
      const faded = Math.abs(line.granted - line.left) >= 0.5 ? t('panel.decayed', { granted: format.number(line.granted, 1) }) : null
      const name = line.name[lang]
      return row(name, [name === kindName(line.kind) ? null : kindName(line.kind), line.subject, when, cap, faded].filter((part) => part !== null && part !== '').join(' · '))
    }
  }
}

import type { SpokenVerdict } from '@sluice/core/diagnosis/contract'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Page.tsx'
import { Tag } from '../../ui/Tag.tsx'
import styles from './Diagnosis.module.css'
import { VerdictItem } from './VerdictItem.tsx'

/** Judgements of one sort: what is wrong first; what is normal or not known is counted, and shown when asked for. */
export function VerdictSection(props: { title: string; note: string; verdicts: readonly SpokenVerdict[]; pipelineId: string; titleOf?: (verdict: SpokenVerdict) => string; actions?: ReactNode; all?: boolean }) {
  const { t } = useTranslation('alarms')
  const { verdicts } = props
  const [all, setAll] = useState(props.all ?? false)
  const bad = verdicts.filter((one) => one.holds === 'yes')
  const normal = verdicts.filter((one) => one.holds === 'no').length
  const few = verdicts.filter((one) => one.holds === 'not_enough').length
  const shown = all ? [...bad, ...verdicts.filter((one) => one.holds !== 'yes')] : bad
  return (
    <Section
      title={
        <>
          {props.title} {bad.length > 0 ? <Tag tone="bad">{t('diagnosis.problems', { count: bad.length })}</Tag> : normal > 0 ? <Tag tone="good">{t('diagnosis.allGood')}</Tag> : null}
        </>
      }
      note={props.note}
      actions={props.actions}
    >
      <div className={styles.stack}>
        {shown.length > 0 && (
          <ul className={styles.verdicts} aria-label={props.title}>
            {shown.map((verdict) => (
              <VerdictItem key={`${verdict.code}:${verdict.stageIds.join()}`} verdict={verdict} pipelineId={props.pipelineId} title={props.titleOf?.(verdict)} />
            ))}
          </ul>
        )}
        {!props.all && normal + few > 0 && (
          <button type="button" className={styles.toggle} aria-expanded={all} onClick={() => setAll(!all)}>
            {[...(normal > 0 ? [t('diagnosis.normal', { count: normal })] : []), ...(few > 0 ? [t('diagnosis.few', { count: few })] : [])].join(' · ')}
            {' · '}
            {t(all ? 'diagnosis.hideNormal' : 'diagnosis.showNormal')}
          </button>
        )}
      </div>
    </Section>
  )
}

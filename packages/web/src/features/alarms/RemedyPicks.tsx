import { BulbOutlined } from '@ant-design/icons'
import { remedyTemplates } from '@sluice/core/automation/remedy-templates'
import type { Remedy } from '@sluice/core/diagnosis/remedies/remedy'
import { isMetricKey, METRICS } from '@sluice/core/metrics/registry'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../paths.ts'
import { useMay } from '../session/use-may.ts'
import { addDays } from '../funnel/calendar-days.ts'
import { useToday } from '../funnel/use-today.ts'
import { ActionSheet } from '../actions/ActionSheet.tsx'
import type { ActionStart } from '../actions/ActionSheet.tsx'
import styles from './Remedies.module.css'
import { ruleLinkOf } from './rule-of-remedy.ts'
import { useRemedies } from './use-remedies.ts'
import { useSpoken } from './use-spoken.ts'

const firstShown = 3

/** What one can do about a cause: remedies, of which each becomes a task or a review topic in one form, a rule that watches it, or an automation that does it. */
export function RemedyPicks(props: { keys: readonly string[]; because: string; start: ActionStart }) {
  const { t } = useTranslation('alarms')
  const library = useRemedies()
  const [all, setAll] = useState(false)
  const [open, setOpen] = useState<string | null>(null)
  const found = props.keys.flatMap((key) => library.get(key) ?? [])
  if (found.length === 0) return null
  const shown = all ? found : found.slice(0, firstShown)
  return (
    <div className={styles.picks}>
      <div className={styles.chips} role="group" aria-label={t('remedy.label')}>
        <span className={styles.lead}>
          <BulbOutlined aria-hidden /> {t('why.remedies')}
        </span>
        {shown.map((remedy) => (
          <RemedyChip key={remedy.key} remedy={remedy} isOpen={open === remedy.key} onToggle={() => setOpen(open === remedy.key ? null : remedy.key)} />
        ))}
        {!all && found.length > firstShown && (
          <button type="button" className={styles.moreChip} onClick={() => setAll(true)}>
            {t('remedy.more', { count: found.length - firstShown })}
          </button>
        )}
      </div>
      {found.map((remedy) => remedy.key === open && <RemedyCard key={remedy.key} remedy={remedy} because={props.because} start={props.start} />)}
    </div>
  )
}

function RemedyChip({ remedy, isOpen, onToggle }: { remedy: Remedy; isOpen: boolean; onToggle: () => void }) {
  const spoken = useSpoken()
  return (
    <button type="button" className={isOpen ? `${styles.chip} ${styles.chosen}` : styles.chip} aria-expanded={isOpen} title={spoken(remedy.summary)} onClick={onToggle}>
      {spoken(remedy.name)}
    </button>
  )
}

function RemedyCard({ remedy, because, start }: { remedy: Remedy; because: string; start: ActionStart }) {
  const { t } = useTranslation('alarms')
  const spoken = useSpoken()
  const may = useMay()
  const today = useToday()
  const [making, setMaking] = useState<'task' | 'review_topic' | null>(null)
  const template = remedyTemplates[remedy.key]
  const metric = isMetricKey(remedy.effect.metric) ? METRICS[remedy.effect.metric] : undefined
  const steps = remedy.steps.map(spoken)
  const body = [...(because === '' ? [] : [t('remedy.because', { text: because }), '']), ...steps.map((step, at) => `${at + 1}. ${step}`)].join('\n')
  const first = remedy.suggest.action === 'review_topic' ? 'review_topic' : 'task'
  return (
    <div className={styles.card}>
      <p>{spoken(remedy.summary)}</p>
      <ol className={styles.steps}>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p className={styles.quiet}>
        {t('remedy.effect', { metric: metric ? spoken(metric.label) : remedy.effect.metric, direction: t(`remedy.${remedy.effect.direction}`), days: remedy.effect.afterDays })}
      </p>
      <div className={styles.buttons}>
        <Button type={first === 'task' ? 'primary' : 'default'} onClick={() => setMaking('task')}>
          {t('remedy.asTask')}
        </Button>
        <Button type={first === 'review_topic' ? 'primary' : 'default'} onClick={() => setMaking('review_topic')}>
          {t('remedy.asTopic')}
        </Button>
        {may('deal', 'read') && start.pipelineId != null && (
          <Link to={ruleLinkOf(remedy, start.pipelineId, start.stageId ?? null)}>
            <Button>{t('remedy.asRule')}</Button>
          </Link>
        )}
        {template !== undefined && may('import', 'write') && (
          <Link to={paths.automationFrom(template, start.stageId ?? null)}>
            <Button>{t('remedy.asAutomation')}</Button>
          </Link>
        )}
        <Link to={`${paths.settingsSection('remedies')}?q=${encodeURIComponent(spoken(remedy.name))}`} className={styles.library}>
          {t('remedy.all')}
        </Link>
      </div>
      {making && (
        <ActionSheet
          start={{ ...start, kind: making, title: spoken(remedy.suggest.topic), body, dueOn: addDays(today, 7), remedyKey: remedy.key }}
          above={<span className={styles.quiet}>{t('remedy.source', { name: spoken(remedy.name) })}</span>}
          onClose={() => setMaking(null)}
        />
      )}
    </div>
  )
}

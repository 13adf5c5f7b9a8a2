import type { ImportDetail, ImportSummary } from '@sluice/core/imports/contract'
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Section } from '../../../ui/Page.tsx'
import { useFailureText } from '../use-failure-text.ts'
import { isReady, openIn } from '../model/wizard-steps.ts'
import type { WizardStep } from '../model/wizard-steps.ts'
import { ExampleRows } from './ExampleRows.tsx'
import { JobProgress } from './JobProgress.tsx'
import { MadeThings } from './MadeThings.tsx'
import { MappingProblems } from './MappingProblems.tsx'
import { ReasonList } from './ReasonList.tsx'
import { SummaryTiles } from './SummaryTiles.tsx'
import styles from './steps.module.css'

/** The dry run: what would be created, changed, left out and refused, and why; nothing is written by it. */
export function CheckStep({ detail, onGo }: { detail: ImportDetail; onGo: (step: WizardStep) => void }) {
  const { t } = useTranslation('imports')
  const say = useFailureText()
  if (detail.status === 'checking') return <JobProgress detail={detail} title={t('check.running')} text={t('check.runningText')} />
  const summary = detail.status === 'checked' ? detail.summary : null
  return (
    <>
      {detail.status === 'failed' && detail.error && (
        <Alert type="error" showIcon title={t('failedTitle')} description={`${say(detail.error)} ${t('failedText')}`} />
      )}
      <MappingProblems detail={detail} />
      {!isReady(detail) && <OpenPoints detail={detail} onGo={onGo} />}
      {summary ? <CheckResult summary={summary} detail={detail} /> : isReady(detail) && <NotChecked />}
    </>
  )
}

function NotChecked() {
  const { t } = useTranslation('imports')
  return (
    <Section>
      <EmptyState compact title={t('check.title')} text={t('check.text')} />
    </Section>
  )
}

/** Where something still has to be decided before the file can be checked. */
function OpenPoints({ detail, onGo }: { detail: ImportDetail; onGo: (step: WizardStep) => void }) {
  const { t } = useTranslation('imports')
  return (
    <Alert
      type="warning"
      showIcon
      title={t('check.openTitle')}
      description={
        <span className={styles.choices}>
          {(['columns', 'values'] as const).map((step) => {
            const n = openIn(step, detail)
            return (
              n > 0 && (
                <Button key={step} size="small" onClick={() => onGo(step)}>
                  {t('check.open', { step: t(`steps.${step}`), n })}
                </Button>
              )
            )
          })}
        </span>
      }
    />
  )
}

function CheckResult({ summary, detail }: { summary: ImportSummary; detail: ImportDetail }) {
  const { t } = useTranslation('imports')
  return (
    <>
      {summary.created + summary.updated === 0 && <Alert type="warning" showIcon title={t('check.nothing')} />}
      {summary.withoutKey && <Alert type="info" showIcon title={t('check.withoutKey')} description={t('check.withoutKeyText')} />}
      <Section title={t('check.willTitle')} note={t('check.willNote')}>
        <SummaryTiles summary={summary} tense="will" />
      </Section>
      <MadeThings made={summary.made} title={t('made.will')} />
      {summary.reasons.length > 0 && (
        <Section title={t('check.rejected')} note={t('check.rejectedNote')} flush>
          <ReasonList reasons={summary.reasons} tone="bad" />
        </Section>
      )}
      {summary.warnings.length > 0 && (
        <Section title={t('check.warnings')} note={t('check.warningsNote')} flush>
          <ReasonList reasons={summary.warnings} tone="warn" />
        </Section>
      )}
      <ExampleRows summary={summary} detail={detail} />
    </>
  )
}

import { SwapOutlined } from '@ant-design/icons'
import { objectOf } from '@sluice/core/automation/definition'
import { explainCondition, triggerPieces } from '@sluice/core/automation/explain'
import { Button, Dropdown, Skeleton } from 'antd'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Automation.module.css'
import { useEditing } from './editor-context.ts'
import { OptionsLine } from './OptionsLine.tsx'
import { Slot } from './slots.tsx'
import { newTrigger } from './new-step.ts'
import { triggerGroups } from './step-menu.tsx'
import { Line } from './StepLine.tsx'
import { StepList } from './StepList.tsx'
import { TriggerControl } from './TriggerControl.tsx'

const ConditionEditor = lazy(() => import('../conditions/ConditionEditor.tsx'))

/** 当 … 且 … 就 …: the automation as it is said, each part a control in the sentence. */
export function SentenceEditor({ problems }: { problems: ReadonlyMap<string, readonly string[]> }) {
  const { t } = useTranslation('automation')
  const { draft, canWrite } = useEditing()
  return (
    <div className={styles.sentence}>
      <TriggerLine problems={problems.get('trigger') ?? []} />
      <ConditionLine />
      <section className={styles.clause} aria-label={t('editor.does')}>
        <b className={styles.word}>{t('editor.does')}</b>
        <StepList steps={draft.steps} branchId={null} side="yes" problems={problems} />
      </section>
      <section className={styles.clause} aria-label={t('editor.options')}>
        <b className={styles.word}>{t('editor.options')}</b>
        <OptionsLine />
      </section>
      {canWrite && <p className={styles.hint}>{t('editor.help')}</p>}
    </div>
  )
}

/** When: what sets it off. */
export function TriggerLine({ problems }: { problems: readonly string[] }) {
  const { t } = useTranslation('automation')
  const { draft, things, canWrite, change } = useEditing()
  const object = objectOf(draft.trigger)
  const others = triggerGroups.map((group) => ({
    key: group.key, type: 'group' as const, label: t(`triggerGroups.${group.key}`),
    children: group.kinds.map((kind) => ({
      key: kind, label: t(`triggers.${kind}`), disabled: kind === draft.trigger.kind,
      onClick: () => change((now) => {
        const trigger = newTrigger(kind, object === null || object === 'alarm' ? 'deal' : object)
        // A condition is over what it is about.
        return { ...now, trigger, where: objectOf(trigger) === objectOf(now.trigger) ? now.where : null }
      }),
    })),
  }))
  return (
    <section className={`${styles.clause} ${problems.length > 0 ? styles.wrong : ''}`} aria-label={t('editor.when')} data-part="trigger" tabIndex={-1}>
      <b className={styles.word}>{t('editor.when')}</b>
      <div className={styles.line}>
        <Line pieces={triggerPieces(draft.trigger, things.speaker)} control={(piece) => <TriggerControl slot={piece.slot} said={piece.said} isMissing={piece.isMissing} />} />
        {canWrite && (
          <Dropdown trigger={['click']} menu={{ items: others, className: styles.menu ?? '' }}>
            <Button size="small" type="link" icon={<SwapOutlined />}>{t('editor.otherTrigger')}</Button>
          </Dropdown>
        )}
        {problems.map((problem) => <span key={problem} className={styles.problem}>{problem}</span>)}
      </div>
    </section>
  )
}

/** And: only records of which this holds. */
function ConditionLine() {
  const { t } = useTranslation('automation')
  const { draft, things, object, canWrite, change } = useEditing()
  if (object === null) return null
  const catalogue = things.catalogues[object]
  const said = draft.where === null ? null : explainCondition(object, draft.where, things.speaker)
  const isOpen = draft.where === null || ('and' in draft.where && draft.where.and.length === 0)
  return (
    <section className={styles.clause} aria-label={t('editor.and')}>
      <b className={styles.word}>{t('editor.and')}</b>
      <div className={styles.line}>
        <Slot label={t('slots.condition')} said={isOpen || said === null ? t('editor.every') : said} isMissing={!isOpen && said === null} large>
          <Suspense fallback={<Skeleton active />}><ConditionEditor key={object} object={catalogue} value={draft.where} onChange={(where) => change((now) => ({ ...now, where: 'and' in where && where.and.length === 0 ? null : where }), 'where')} /></Suspense>
        </Slot>
        {draft.where !== null && !isOpen && canWrite && <Button size="small" type="link" onClick={() => change((now) => ({ ...now, where: null }))}>{t('editor.noCondition')}</Button>}
      </div>
    </section>
  )
}

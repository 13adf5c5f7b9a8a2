import type { AutomationPage } from '@sluice/core/automation/contract'
import { objectOf } from '@sluice/core/automation/definition'
import { explainAutomation } from '@sluice/core/automation/explain'
import { placeSteps } from '@sluice/core/automation/walk'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import { DraftBar } from '../drafts/DraftBar.tsx'
import type { DraftEdit } from '../drafts/use-draft-edit.ts'
import { FlowDesk } from '../flow/FlowDesk.tsx'
import styles from './Automation.module.css'
import { EditingContext, useEditing, type AutomationEditing } from './editor-context.ts'
import { FlowPicture } from './FlowPicture.tsx'
import { SentenceEditor, TriggerLine } from './SentenceEditor.tsx'
import { StepLine } from './StepLine.tsx'
import { useStepActions } from './StepList.tsx'
import type { AutomationThings } from './use-automation-things.ts'
import { WebhookAddress } from './WebhookAddress.tsx'

/** The draft as a sentence or as a picture, what it says on top, and what is wrong with it. */
export function DesignTab({ automation, edit, things, canWrite, view }: { automation: AutomationPage; edit: DraftEdit<AutomationPage>; things: AutomationThings; canWrite: boolean; view: 'design' | 'picture' }) {
  const { t } = useTranslation('automation')
  const { t: drafts } = useTranslation('drafts')
  const format = useFormat()
  const { draft } = edit
  const editing: AutomationEditing = { draft, object: objectOf(draft.trigger), things, canWrite, change: edit.change }
  const problems = useMemo(() => {
    const byPlace = new Map<string, string[]>()
    for (const { stepId, code } of automation.problems) byPlace.set(stepId ?? 'trigger', [...(byPlace.get(stepId ?? 'trigger') ?? []), t(`problems.${code}`)])
    return byPlace
  }, [automation.problems, t])
  const order = [...placeSteps(draft).keys()]
  const goTo = (stepId: string | null) => {
    const place = document.querySelector<HTMLElement>(stepId === null ? '[data-part="trigger"]' : `[data-step="${stepId}"], [data-node="${stepId}"]`)
    place?.scrollIntoView({ block: 'center' })
    place?.focus()
  }
  return (
    <EditingContext value={editing}>
      <div className={styles.form} style={view === 'picture' ? { height: '100%', minHeight: 0 } : undefined}>
        <p className={styles.says} role="status" aria-label={t('editor.says')} style={{ margin: 0 }}>{explainAutomation(draft, things.speaker)}</p>
        <DraftBar whole={automation} edit={edit} canWrite={canWrite}>
          {automation.scheduled > 0 && (
            <span className={`num ${styles.muted}`} style={{ marginInlineStart: 'auto' }}>
              {t('page.scheduled', { count: automation.scheduled })}
              {automation.nextDueAt !== null && ` · ${t('page.nextDue', { time: format.dateTime(automation.nextDueAt) })}`}
              {automation.isFilling && ` · ${t('page.filling')}`}
            </span>
          )}
        </DraftBar>
        {automation.problems.length > 0 && canWrite && (
          <ul className={styles.problems} aria-label={drafts('problems', { count: automation.problems.length })}>
            {automation.problems.map(({ stepId, code }) => (
              <li key={`${stepId ?? ''}${code}`}>
                <button type="button" onClick={() => goTo(stepId)}>{stepId === null ? t(`problems.${code}`) : t('page.problemAt', { n: order.indexOf(stepId) + 1, problem: t(`problems.${code}`) })}</button>
              </li>
            ))}
          </ul>
        )}
        {draft.trigger.kind === 'webhook_in' && <WebhookAddress automation={automation} canWrite={canWrite} />}
        {view === 'design' ? <SentenceEditor problems={problems} /> : <Picture problems={problems} />}
      </div>
    </EditingContext>
  )
}

/** The picture, with the sentence of what is selected in it beside. */
function Picture({ problems }: { problems: ReadonlyMap<string, readonly string[]> }) {
  const { t } = useTranslation('automation')
  const actions = useStepActions()
  const { draft } = useEditing()
  const [selected, setSelected] = useState<string | null>(null)
  const step = selected === null ? undefined : placeSteps(draft).get(selected)?.step
  const inspector = selected === 'trigger' ? <TriggerLine problems={[]} /> : step ? <div className={styles.line}><StepLine step={step} /></div> : null
  const title = selected === 'trigger' ? t('editor.when') : step ? t(`steps.${step.type}`) : ''
  return (
    <FlowDesk
      title={title} pick={t('picture.pick')} onClose={() => setSelected(null)}
      form={inspector && <>{inspector}{step !== undefined && <p className={styles.bar} style={{ margin: '16px 0 0' }}><StepButtons id={step.id} actions={actions} onRemoved={() => setSelected(null)} /></p>}</>}
    >
      <FlowPicture
        selected={selected} problems={problems} onSelect={setSelected} onMove={actions.move}
        onAdd={(place, type) => setSelected(actions.add(place, type))}
        onRemove={(id) => {
          actions.remove(id)
          setSelected(null)
        }}
      />
    </FlowDesk>
  )
}

function StepButtons({ id, actions, onRemoved }: { id: string; actions: ReturnType<typeof useStepActions>; onRemoved: () => void }) {
  const { t } = useTranslation('automation')
  return (
    <>
      <Button size="small" onClick={() => actions.move(id, -1)}>{t('editor.up')}</Button>
      <Button size="small" onClick={() => actions.move(id, 1)}>{t('editor.down')}</Button>
      <Button size="small" onClick={() => actions.duplicate(id)}>{t('editor.duplicate')}</Button>
      <Button size="small" danger onClick={() => { actions.remove(id); onRemoved() }}>{t('editor.remove')}</Button>
    </>
  )
}

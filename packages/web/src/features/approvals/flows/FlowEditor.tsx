import { PlusOutlined } from '@ant-design/icons'
import { changeApprovalFlow, createApprovalFlow } from '@sluice/core/approvals/contract'
import type { ApprovalFlow } from '@sluice/core/approvals/contract'
import type { FlowDefinition } from '@sluice/core/approvals/flow'
import { Alert, Button, Input, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../../api/api-error.ts'
import { call } from '../../../api/client.ts'
import { randomUuid } from '../../../api/random-uuid.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { SideDrawer } from '../../../ui/SideDrawer.tsx'
import { usePhone } from '../../../ui/use-media-query.ts'
import { useProblemText } from '../../../ui/use-problem-text.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { emptyFlow, emptyStep, lacksOf, movedStep, withoutStep } from './flow-draft.ts'
import type { FlowDraft } from './flow-draft.ts'
import styles from './Flows.module.css'
import { FlowPicture } from './FlowPicture.tsx'
import { OptionalCondition } from './OptionalCondition.tsx'
import { StepFields } from './StepFields.tsx'
import { TriggerFields } from './TriggerFields.tsx'

/** A flow's settings beside its picture, which follows every change; on a phone one after the other. `flow` null: a new one. */
export function FlowEditor({ flow, mayWrite, onClose }: { flow: ApprovalFlow | null; mayWrite: boolean; onClose: () => void }) {
  const { t, i18n } = useTranslation('approvals')
  const { t: tu } = useTranslation('ui')
  const phone = usePhone()
  const say = useProblemText()
  const toast = useToast()
  const refresh = useRefresh()
  const [draft, setDraft] = useState<FlowDraft>(() => (flow ? { name: flow.name, definition: flow.definition } : emptyFlow(randomUuid())))
  // A teammate's change in between is refused and told: the version is that of the flow this began from.
  const [version] = useState(flow?.version ?? 0)
  const [part, setPart] = useState<'settings' | 'picture'>(mayWrite ? 'settings' : 'picture')
  const [chosen, setChosen] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const [tried, setTried] = useState(false)
  const { definition } = draft
  const lacks = lacksOf(draft)
  const set = (changed: Partial<FlowDefinition>) => setDraft((now) => ({ ...now, definition: { ...now.definition, ...changed } }))
  const addStep = (isParallel: boolean) => set({ steps: [...definition.steps, emptyStep(randomUuid(), isParallel)] })
  const choose = (id: string) => {
    setChosen(id)
    setPart('settings')
    requestAnimationFrame(() => document.getElementById(`flow-step-${id}`)?.scrollIntoView({ block: 'start', behavior: 'smooth' }))
  }

  const save = async () => {
    setTried(true)
    if (lacks.length > 0) return
    setBusy(true)
    setProblem(null)
    try {
      const body = { name: draft.name.trim(), definition: { ...definition, steps: definition.steps.map((step) => ({ ...step, name: step.name.trim() })) } }
      if (flow) await call(changeApprovalFlow, { params: { id: flow.id }, body, ifMatch: version })
      else await call(createApprovalFlow, { body })
      toast.done(t('flows.saved'))
      refresh({ type: 'approval.flow', subjectType: 'config', subjectId: flow?.id ?? '' })
      onClose()
    } catch (error) {
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  const stale = problem instanceof ApiError && problem.code === 'conflict.stale_version'
  const form = (
    <div className={styles.form}>
      {!mayWrite && <p className={styles.quiet}>{t('flows.readOnly')}</p>}
      <label className={styles.field}>
        <span>{t('flows.name')}</span>
        <Input disabled={!mayWrite} maxLength={60} value={draft.name} placeholder={t('flows.namePlaceholder')} onChange={(event) => setDraft({ ...draft, name: event.target.value })} />
      </label>
      <TriggerFields disabled={!mayWrite} value={definition.trigger} onChange={(trigger) => set({ trigger })} />
      <OptionalCondition disabled={!mayWrite} value={definition.condition} onChange={(condition) => set({ condition })} />
      <h3 className={styles.h3}>{t('flows.stepsTitle')}</h3>
      {definition.steps.map((step, index) => (
        <StepFields
          key={step.id}
          step={step}
          index={index}
          count={definition.steps.length}
          disabled={!mayWrite}
          onChange={(next) => set({ steps: definition.steps.map((one) => (one.id === step.id ? next : one)) })}
          onMove={(to) => set({ steps: movedStep(definition.steps, index, to) })}
          onRemove={() => set({ steps: withoutStep(definition.steps, index) })}
        />
      ))}
      {mayWrite && definition.steps.length < 20 && (
        <div className={styles.adds}>
          <Button icon={<PlusOutlined />} onClick={() => addStep(false)}>
            {t('flows.addStep')}
          </Button>
          <Button onClick={() => addStep(true)}>{t('flows.addParallel')}</Button>
        </div>
      )}
      <div className={styles.pair}>
        <label className={styles.field}>
          <span>{t('flows.lock')}</span>
          <Select disabled={!mayWrite} aria-label={t('flows.lock')} value={definition.lock} options={(['none', 'stage', 'all'] as const).map((one) => ({ value: one, label: t(`flows.locks.${one}`) }))} onChange={(lock) => set({ lock })} />
        </label>
        <label className={styles.field}>
          <span>{t('flows.whenNobody')}</span>
          <Select
            disabled={!mayWrite}
            aria-label={t('flows.whenNobody')}
            value={definition.whenNobody}
            options={(['admin', 'skip'] as const).map((one) => ({ value: one, label: t(`flows.whenNobodyOptions.${one}`) }))}
            onChange={(whenNobody) => set({ whenNobody })}
          />
        </label>
      </div>
    </div>
  )
  const picture = <FlowPicture definition={definition} chosen={chosen} onChoose={choose} />

  return (
    <SideDrawer
      open
      width={1080}
      title={flow ? flow.name : t('flows.add')}
      onClose={onClose}
      footer={
        mayWrite ? (
          <div className={styles.foot}>
            {tried && lacks.length > 0 && (
              <span role="alert" className={styles.problem}>
                {t('flows.incomplete', { what: lacks.map((one) => t(`flows.lacks.${one}`)).join(i18n.language === 'en' ? ', ' : '、') })}
              </span>
            )}
            <Button onClick={onClose}>{tu('cancel')}</Button>
            <Button type="primary" loading={busy} onClick={() => void save()}>
              {t(flow ? 'flows.save' : 'flows.create')}
            </Button>
          </div>
        ) : undefined
      }
    >
      {problem !== null && <Alert type="error" showIcon className={styles.alert} title={stale ? t('flows.conflict') : say(problem)} />}
      {phone ? (
        <div className={styles.stack}>
          <Segmented
            block
            value={part}
            aria-label={tu('parts')}
            options={[
              { value: 'settings', label: t('flows.settings') },
              { value: 'picture', label: t('flows.picture') },
            ]}
            onChange={setPart}
          />
          {part === 'settings' ? form : picture}
        </div>
      ) : (
        <div className={styles.split}>
          {form}
          <div className={styles.side}>{picture}</div>
        </div>
      )}
    </SideDrawer>
  )
}

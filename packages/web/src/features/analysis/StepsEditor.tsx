import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons'
import { listPipelines } from '@sluice/core/catalog/contract'
import { milestones } from '@sluice/core/config/milestones'
import type { CustomView } from '@sluice/core/funnel/measures/custom-view'
import { useState } from 'react'
import { Button, Input, InputNumber, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { moved, SortableList } from '../../ui/SortableList.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { ConditionFilter } from '../funnel/ConditionFilter.tsx'
import type { FunnelUrl } from '../funnel/funnel-url.ts'
import { seldom } from '../pickers/seldom.ts'
import { keyOfStep, plainKinds, stepLimits, stepOfKey } from './steps-draft.ts'
import type { Step } from './steps-draft.ts'
import styles from './StepsEditor.module.css'

const orders = ['linear', 'strict'] as const
const sights = ['private', 'team', 'org'] as const
const leadKinds = plainKinds.filter((kind) => kind.startsWith('lead_'))

/** The steps of a funnel of one's own, in which order and within which time they count, of which deals, and who sees it. */
export function StepsEditor({ view, onChange, url }: { view: CustomView; onChange: (view: CustomView) => void; url: FunnelUrl }) {
  const { t } = useTranslation('analysis')
  const format = useFormat()
  const [renamed, setRenamed] = useState<number | null>(null)
  const pipelines = useContractQuery(listPipelines, {}, seldom)
  const language = format.language === 'en' ? 'en' : 'zh'
  const choices = [
    { label: t('steps.groups.lead'), options: leadKinds.map((kind) => ({ value: kind as string, label: t(`steps.kinds.${kind}`) })) },
    { label: t('steps.groups.deal'), options: plainKinds.filter((kind) => !kind.startsWith('lead_')).map((kind) => ({ value: kind as string, label: t(`steps.kinds.${kind}`) })) },
    ...(pipelines.data?.items ?? [])
      .filter((one) => !one.isArchived)
      .map((one) => ({ label: t('steps.groups.stage', { pipeline: one.name }), options: one.stages.map((stage) => ({ value: `stage:${one.id}:${stage.id}`, label: stage.name })) })),
    { label: t('steps.groups.milestone'), options: milestones.map((one) => ({ value: `milestone:${one.key}`, label: one.name[language] })) },
  ]
  const labelOf = (key: string) => choices.flatMap((group) => group.options).find((one) => one.value === key)?.label ?? ''
  const setSteps = (steps: Step[]) => onChange({ ...view, steps })
  const setStep = (at: number, part: Partial<Step>) => setSteps(view.steps.map((one, index) => (index === at ? { ...one, ...part } : one)))
  const setKind = (at: number, key: string) => {
    const step = stepOfKey(key)
    const before = view.steps[at]
    if (!step || !before) return
    // A name that was the old step's own goes with it.
    const isOwn = before.name.trim() === '' || before.name === labelOf(keyOfStep(before.step))
    setStep(at, { step, ...(isOwn && { name: labelOf(key) }) })
  }
  const add = () => {
    const used = new Set(view.steps.map((one) => keyOfStep(one.step)))
    const kind = plainKinds.find((one) => !used.has(one)) ?? 'deal_won'
    setSteps([...view.steps, { name: t(`steps.kinds.${kind}`), step: { kind } }])
  }
  return (
    <div className={styles.editor}>
      <label className={styles.field}>
        <span>{t('steps.name')}</span>
        <Input maxLength={80} value={view.name} onChange={(event) => onChange({ ...view, name: event.target.value })} status={view.name.trim() === '' ? 'error' : undefined} />
      </label>
      <SortableList items={view.steps.map((step, at) => ({ ...step, id: String(at) }))} label={t('steps.editor')} className={styles.steps} onMove={(from, to) => setSteps(moved(view.steps, from, to))}>
        {(step, handle, at) => (
          <div className={styles.step}>
            {handle}
            <div className={styles.what}>
              <Select
                aria-label={t('steps.stepKind', { n: at + 1 })}
                value={keyOfStep(step.step)}
                onChange={(key) => setKind(at, key)}
                options={choices}
                showSearch={{ optionFilterProp: 'label' }}
                popupMatchSelectWidth={false}
              />
              {(renamed === at || step.name !== labelOf(keyOfStep(step.step))) && (
                <Input size="small" variant="underlined" maxLength={40} aria-label={t('steps.stepName')} placeholder={t('steps.stepName')} value={step.name} onChange={(event) => setStep(at, { name: event.target.value })} status={step.name.trim() === '' ? 'error' : undefined} autoFocus={renamed === at} />
              )}
            </div>
            <Button type="text" icon={<EditOutlined />} aria-label={t('steps.rename', { n: at + 1 })} title={t('steps.stepName')} onClick={() => setRenamed(renamed === at ? null : at)} />
            <Button type="text" icon={<DeleteOutlined />} aria-label={t('steps.remove', { n: at + 1 })} disabled={view.steps.length <= stepLimits.fewest} onClick={() => setSteps(view.steps.filter((_, index) => index !== at))} />
          </div>
        )}
      </SortableList>
      <Button type="dashed" icon={<PlusOutlined />} onClick={add} disabled={view.steps.length >= stepLimits.most}>
        {t('steps.add')}
      </Button>
      <div className={styles.field}>
        <span>{t('steps.order')}</span>
        <Segmented aria-label={t('steps.order')} value={view.order} onChange={(order) => onChange({ ...view, order })} options={orders.map((value) => ({ value, label: t(`steps.${value}`) }))} />
        <small>{t(`steps.${view.order}Help`)}</small>
      </div>
      <label className={styles.field}>
        <span>{t('steps.window')}</span>
        <InputNumber<number> className={styles.window} min={1} max={1830} precision={0} value={view.windowDays} placeholder={t('steps.windowNone')} suffix={t('steps.windowUnit')} onChange={(windowDays) => onChange({ ...view, windowDays })} />
        <small>{t('steps.windowHelp')}</small>
      </label>
      <div className={styles.field}>
        <span>{t('steps.where')}</span>
        <ConditionFilter url={{ ...url, where: view.where ?? '' }} change={(part) => onChange({ ...view, where: (typeof part === 'function' ? part(url) : part).where || null })} />
      </div>
      <div className={styles.field}>
        <span>{t('steps.visibility')}</span>
        <Segmented aria-label={t('steps.visibility')} value={view.visibility} onChange={(visibility) => onChange({ ...view, visibility })} options={sights.map((value) => ({ value, label: t(`steps.see.${value}`) }))} />
      </div>
    </div>
  )
}

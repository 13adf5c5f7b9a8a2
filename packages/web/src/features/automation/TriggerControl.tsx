import { recordObjects, dwellUnits, repeats, type RecordObject, type Trigger } from '@sluice/core/automation/definition'
import { watchedFields } from '@sluice/core/automation/objects'
import { directionWords, dwellUnitWords, objectWords, outcomeWords, repeatWords, resultWords, severityWords, weekdayWords } from '@sluice/core/automation/words'
import type { Words } from '@sluice/core/conditions/catalogue'
import { InputNumber, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import styles from './Automation.module.css'
import { useEditing } from './editor-context.ts'
import { Choice, Choices, Num, Short, Slot, Time } from './slots.tsx'
import { usePipelineOf, useStageOptions } from './stage-options.ts'
import { ValueInput } from './ValueInput.tsx'

const any = 'any'

/** The control of one place in the sentence of a trigger. */
export function TriggerControl({ slot, said, isMissing }: { slot: string; said: string; isMissing: boolean }) {
  const { t } = useTranslation('automation')
  const { draft, things, change } = useEditing()
  const { trigger } = draft
  const { lang } = things
  const stages = useStageOptions((pipeline) => t('slots.anyStageOf', { pipeline }))
  const pipelineOf = usePipelineOf()
  const put = (part: object, tag?: string) => change((now) => ({ ...now, trigger: { ...now.trigger, ...part } }), tag === undefined ? undefined : `trigger.${tag}`)
  const of = <K extends string>(words: Readonly<Record<K, Words>>, keys: readonly K[] = Object.keys(words) as K[]) => keys.map((value) => ({ value, label: words[value][lang] }))
  const name = t(`slots.${slot as 'object'}`)
  const fieldOptions = (object: RecordObject, keys: readonly string[]) => keys.flatMap((key) => {
    const field = things.catalogues[object].fields.get(key)
    return field === undefined ? [] : [{ value: key, label: field.label[lang] }]
  })
  const custom = (object: RecordObject) => [...things.catalogues[object].fields.keys()].filter((key) => key.startsWith('c_'))
  switch (slot) {
    case 'object': {
      if (!('object' in trigger)) return <>{said}</>
      const objects: readonly RecordObject[] = trigger.kind === 'no_activity' ? ['deal', 'lead', 'account'] : recordObjects
      const open = trigger.kind === 'schedule' || trigger.kind === 'webhook_in'
      return (
        <Choice
          label={name} value={trigger.object ?? any}
          options={[...objects.map((value) => ({ value, label: trigger.kind === 'schedule' ? t('slots.each', { object: objectWords[value][lang] }) : objectWords[value][lang] })), ...(open ? [{ value: any, label: t('slots.noRecord') }] : [])]}
          // Fields are those of the object, and so is the condition.
          onChange={(value) => change((now) => ({ ...now, where: null, trigger: { ...now.trigger, object: value === any ? null : value, ...('field' in now.trigger && { field: '' }), ...('fields' in now.trigger && { fields: [] }) } as Trigger }))}
        />
      )
    }
    case 'stage':
      if (!('stageId' in trigger)) return null
      return (
        <Choice
          label={name} search value={trigger.stageId ?? (trigger.pipelineId === null ? any : `p:${trigger.pipelineId}`)} options={[{ value: any, label: t('slots.anyStage') }, ...stages]}
          onChange={(value) => put(value === any ? { pipelineId: null, stageId: null } : value.startsWith('p:') ? { pipelineId: value.slice(2), stageId: null } : { pipelineId: pipelineOf(value), stageId: value })}
        />
      )
    case 'pipeline': return trigger.kind === 'closed' ? <Choice label={name} value={trigger.pipelineId ?? any} options={[{ value: any, label: t('slots.anyPipeline') }, ...(things.lists['pipeline'] ?? []).map((one) => ({ value: one.id, label: one.name }))]} onChange={(value) => put({ pipelineId: value === any ? null : value })} /> : null
    case 'fields': return trigger.kind === 'changed' ? <Choices label={name} none={t('slots.anyField')} value={trigger.fields} options={fieldOptions(trigger.object, [...watchedFields(trigger.object), ...custom(trigger.object)])} onChange={(fields) => put({ fields })} /> : null
    case 'field': {
      if (trigger.kind !== 'field_changed' && trigger.kind !== 'date_reached') return null
      const catalogue = things.catalogues[trigger.object]
      const keys = trigger.kind === 'field_changed' ? [...watchedFields(trigger.object), ...custom(trigger.object)] : [...catalogue.fields.values()].filter((field) => field.type === 'date' || field.type === 'instant').map((field) => field.key)
      return <Choice label={name} search value={trigger.field === '' ? null : trigger.field} options={fieldOptions(trigger.object, keys)} onChange={(field) => change((now) => ({ ...now, trigger: trigger.kind === 'field_changed' ? { kind: trigger.kind, object: trigger.object, field } : { ...trigger, field } }))} />
    }
    case 'from': case 'to': {
      if (trigger.kind !== 'field_changed') return null
      const field = things.catalogues[trigger.object].fields.get(trigger.field)
      const value = trigger[slot]
      const set = (next: string | number | boolean | null | undefined) => change((now) => {
        const { [slot]: _, ...rest } = now.trigger as Extract<Trigger, { kind: 'field_changed' }>
        return { ...now, trigger: next === undefined ? rest : { ...rest, [slot]: next } }
      }, `trigger.${slot}`)
      const mode = value === undefined ? 'any' : value === null ? 'empty' : 'value'
      return (
        <Slot label={name} said={said} isMissing={isMissing}>
          <div className={styles.stack}>
            <Segmented aria-label={name} value={mode} onChange={(next) => set(next === 'any' ? undefined : next === 'empty' ? null : '')} options={[{ value: 'any', label: t('slots.anything') }, { value: 'empty', label: t('slots.empty') }, { value: 'value', label: t('slots.certain') }]} />
            {mode === 'value' && field !== undefined && <ValueInput isPlain field={field} label={name} value={value} onChange={(next) => (next === null || typeof next !== 'object') && set(next === null ? '' : next)} />}
          </div>
        </Slot>
      )
    }
    case 'outcome': return trigger.kind === 'closed' ? <Choice label={name} value={trigger.outcome} options={of(outcomeWords)} onChange={(outcome) => put({ outcome })} /> : null
    case 'amount': return trigger.kind === 'time_in_stage' ? <Num label={name} min={1} max={1000} value={trigger.amount} onChange={(amount) => put({ amount }, slot)} /> : null
    case 'unit': return trigger.kind === 'time_in_stage' ? <Choice label={name} value={trigger.unit} options={of(dwellUnitWords, dwellUnits)} onChange={(unit) => put({ unit })} /> : null
    case 'days': return trigger.kind === 'no_activity' ? <Num label={name} min={1} max={730} value={trigger.days} onChange={(days) => put({ days }, slot)} /> : null
    case 'direction': return trigger.kind === 'score_crosses' ? <Choice label={name} value={trigger.direction} options={of(directionWords)} onChange={(direction) => put({ direction })} /> : null
    case 'threshold': return trigger.kind === 'score_crosses' ? <Num label={name} min={-1000} max={1000} value={trigger.threshold} onChange={(threshold) => put({ threshold }, slot)} /> : null
    case 'kinds': return trigger.kind === 'alarm_opened' ? <Choices label={name} none={t('slots.anyKind')} value={trigger.kinds} options={(things.lists['alarm_kind'] ?? []).map((one) => ({ value: one.id, label: one.name }))} onChange={(kinds) => put({ kinds })} /> : null
    case 'minSeverity': return trigger.kind === 'alarm_opened' ? <Choice label={name} value={trigger.minSeverity} options={of(severityWords)} onChange={(minSeverity) => put({ minSeverity })} /> : null
    case 'flow': return trigger.kind === 'approval_ended' ? <Choice label={name} search value={trigger.flowId ?? any} options={[{ value: any, label: t('slots.anyFlow') }, ...(things.lists['flow'] ?? []).map((one) => ({ value: one.id, label: one.name }))]} onChange={(value) => put({ flowId: value === any ? null : value })} /> : null
    case 'result': return trigger.kind === 'approval_ended' ? <Choice label={name} value={trigger.result} options={of(resultWords)} onChange={(result) => put({ result })} /> : null
    case 'offsetDays': {
      if (trigger.kind !== 'date_reached') return null
      const side = trigger.offsetDays === 0 ? 'on' : trigger.offsetDays < 0 ? 'before' : 'after'
      const n = Math.max(1, Math.abs(trigger.offsetDays))
      return (
        <Slot label={name} said={said} isMissing={false}>
          <div className={styles.row}>
            <Segmented aria-label={name} value={side} onChange={(next) => put({ offsetDays: next === 'on' ? 0 : next === 'before' ? -n : n })} options={(['before', 'on', 'after'] as const).map((value) => ({ value, label: t(`slots.${value}`) }))} />
            {side !== 'on' && <InputNumber aria-label={t('slots.days')} min={1} max={365} precision={0} value={n} onChange={(next) => put({ offsetDays: (side === 'before' ? -1 : 1) * (next ?? 1) }, slot)} />}
          </div>
        </Slot>
      )
    }
    case 'at': return 'at' in trigger ? <Time label={name} value={trigger.at} onChange={(at) => put({ at }, slot)} /> : null
    case 'every': return trigger.kind === 'schedule' ? <Choice label={name} value={trigger.every} options={of(repeatWords, repeats)} onChange={(every) => put({ every })} /> : null
    case 'on': {
      if (trigger.kind !== 'schedule' || trigger.every === 'day') return null
      if (trigger.every === 'week') return <Choices label={name} none={null} value={trigger.weekdays.map(String)} options={weekdayWords.map((words, i) => ({ value: String(i + 1), label: words[lang] }))} onChange={(days) => put({ weekdays: days.map(Number).sort((a, b) => a - b) })} />
      return <Choice label={name} value={String(trigger.dayOfMonth)} options={Array.from({ length: 31 }, (_, i) => ({ value: String(i + 1), label: i === 30 ? t('slots.lastDay') : t('slots.dayOfMonth', { day: i + 1 }) }))} onChange={(day) => put({ dayOfMonth: Number(day) })} />
    }
    case 'forms': return trigger.kind === 'form_submitted' ? <Choices label={name} none={t('slots.anyForm')} value={trigger.formIds} options={(things.lists['form'] ?? []).map((one) => ({ value: one.id, label: one.name }))} onChange={(formIds) => put({ formIds })} /> : null
    case 'label': return trigger.kind === 'button' ? <Short label={name} max={40} value={trigger.label} onChange={(label) => put({ label }, slot)} /> : null
    default: return <>{said}</>
  }
}

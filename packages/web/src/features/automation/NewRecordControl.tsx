import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { automationLimits, recordObjects, type RecordObject, type Step } from '@sluice/core/automation/definition'
import { nameField, newFields } from '@sluice/core/automation/objects'
import { objectWords } from '@sluice/core/automation/words'
import { Button, Dropdown, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import styles from './Automation.module.css'
import { useEditing } from './editor-context.ts'
import { RecipientInput } from './RecipientsInput.tsx'
import { Slot } from './slots.tsx'
import { ValueInput } from './ValueInput.tsx'

interface Part {
  step: Extract<Step, { type: 'create_record' }>
  name: string
  put: (part: object, tag?: string) => void
}

/** The places of the step that makes a record: which kind, with what, and whose it is. */
export function NewRecordControl({ step, slot, said, isMissing, name, put }: Part & { slot: string; said: string; isMissing: boolean }) {
  const body = slot === 'record' ? <Kind step={step} name={name} put={put} /> : slot === 'owner' ? <RecipientInput value={step.owner} onChange={(owner) => put({ owner })} /> : <Fields step={step} name={name} put={put} />
  return <Slot label={name} said={said} isMissing={isMissing} large={slot === 'fields'}>{body}</Slot>
}

function Kind({ step, name, put }: Part) {
  const { t } = useTranslation('automation')
  const { things } = useEditing()
  const choose = (object: RecordObject) => put({ object, pipelineId: null, fields: [{ field: nameField(object), value: step.fields.find((one) => one.field === nameField(step.object))?.value ?? '' }] })
  return (
    <div className={styles.stack}>
      <Segmented<RecordObject> aria-label={name} value={step.object} onChange={choose} options={recordObjects.map((value) => ({ value, label: objectWords[value][things.lang] }))} />
      {step.object === 'deal' && (
        <Select<string> className={styles.wide ?? ''} aria-label={t('slots.pipeline')} placeholder={t('slots.choosePipeline')} value={step.pipelineId} onChange={(pipelineId) => put({ pipelineId })} options={(things.lists['pipeline'] ?? []).map((one) => ({ value: one.id, label: one.name }))} />
      )}
    </div>
  )
}

function Fields({ step, put }: Part) {
  const { t } = useTranslation('automation')
  const { things } = useEditing()
  const { fields } = things.catalogues[step.object]
  const known = [...newFields(step.object), ...[...fields.keys()].filter((key) => key.startsWith('c_'))].filter((key) => fields.has(key))
  const left = known.filter((key) => step.fields.every((one) => one.field !== key))
  return (
    <div className={styles.stack}>
      {step.fields.map((one, i) => {
        const field = fields.get(one.field)
        if (field === undefined) return null
        const label = field.label[things.lang]
        return (
          <div key={one.field} className={styles.field}>
            <span>{label}</span>
            <span className={styles.row}>
              <ValueInput field={field} label={label} value={one.value} onChange={(value) => put({ fields: step.fields.with(i, { ...one, value }) }, `field${one.field}`)} />
              {one.field !== nameField(step.object) && <Button type="text" icon={<CloseOutlined />} aria-label={`${t('slots.removeOne')} ${label}`} onClick={() => put({ fields: step.fields.toSpliced(i, 1) })} />}
            </span>
          </div>
        )
      })}
      {left.length > 0 && step.fields.length < automationLimits.fields && (
        <Dropdown trigger={['click']} menu={{ className: styles.menu ?? '', items: left.map((key) => ({ key, label: fields.get(key)?.label[things.lang] ?? key, onClick: () => put({ fields: [...step.fields, { field: key, value: null }] }) })) }}>
          <Button type="dashed" icon={<PlusOutlined />}>{t('slots.addField')}</Button>
        </Dropdown>
      )}
    </div>
  )
}

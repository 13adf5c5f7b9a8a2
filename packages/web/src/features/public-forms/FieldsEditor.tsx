import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { inLanguage } from '@sluice/core/public-forms/definition'
import type { FormDefinition, FormField } from '@sluice/core/public-forms/definition'
import { Button, Dropdown, Input, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { moved, SortableList } from '../../ui/SortableList.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFields } from '../fields/use-fields.ts'
import { fieldOfCustom, fieldOfTarget, fieldOfType, freeCustom, freeTargets, option, otherTypes } from './field-presets.ts'
import styles from './PublicForms.module.css'
import { Words } from './Words.tsx'

type Change = (part: Partial<FormDefinition>, tag?: string) => void

/** The fields in their order, moved by drag or with the arrow keys; one is open at a time. */
export function FieldsEditor({ draft, change, disabled }: { draft: FormDefinition; change: Change; disabled: boolean }) {
  const { t } = useTranslation('publicForms')
  const [open, setOpen] = useState<string | null>(null)
  const { fields, languages } = draft
  const nameOf = (field: FormField) => (field.type === 'hidden' ? t('fields.hiddenName', { key: field.param || field.key }) : inLanguage(field.label, 'zh') || t('fields.unnamed'))
  const set = (key: string, part: Partial<FormField>, tag?: string) => change({ fields: fields.map((field) => (field.key === key ? { ...field, ...part } : field)) }, tag && `${tag} ${key}`)
  return (
    <>
      <SortableList items={fields.map((field) => ({ ...field, id: field.key, name: nameOf(field) }))} label={t('fields.list')} disabled={disabled} onMove={(from, to) => change({ fields: moved(fields, from, to) })}>
        {(field, handle) => (
          <div className={styles.fieldRow}>
            {handle ?? <span />}
            <button type="button" className={styles.fieldName} aria-expanded={open === field.key} title={t('fields.edit', { name: field.name })} onClick={() => setOpen(open === field.key ? null : field.key)}>
              <span>{field.name}</span>
              <span className={styles.muted}>{t(`types.${field.type}`)}</span>
            </button>
            <span className={styles.line}>
              {field.target === null && field.type !== 'hidden' && <Tag>{t('fields.key', { key: field.key })}</Tag>}
              {field.type !== 'hidden' && (
                <span className={styles.line}>
                  <span className={styles.muted} aria-hidden>{t('fields.required')}</span>
                  <Switch size="small" checked={field.required} disabled={disabled} aria-label={`${t('fields.required')} ${field.name}`} onChange={(required) => set(field.key, { required })} />
                </span>
              )}
              <Button type="text" size="small" icon={<DeleteOutlined />} disabled={disabled} aria-label={`${t('fields.remove')} ${field.name}`} onClick={() => change({ fields: fields.filter((one) => one.key !== field.key) })} />
            </span>
            {open === field.key && (
              <div className={styles.fieldMore}>
                <FieldMore field={field} languages={languages} disabled={disabled} onChange={(part, tag) => set(field.key, part, tag)} />
              </div>
            )}
          </div>
        )}
      </SortableList>
      {!disabled && <AddField fields={fields} onAdd={(field) => { change({ fields: [...fields, field] }); setOpen(field.key) }} />}
    </>
  )
}

function AddField({ fields, onAdd }: { fields: readonly FormField[]; onAdd: (field: FormField) => void }) {
  const { t } = useTranslation('publicForms')
  const { fields: custom } = useFields('lead')
  const ofLead = freeTargets(fields)
  const ofCustom = freeCustom(fields, custom)
  const group = (label: string, children: { key: string; label: string; onClick: () => void }[]) => (children.length === 0 ? [] : [{ type: 'group' as const, label, children }])
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        style: { maxHeight: 420, overflowY: 'auto' },
        items: [
          ...group(t('fields.lead'), ofLead.map((target) => ({ key: target, label: t(`targets.${target}`), onClick: () => onAdd(fieldOfTarget(fields, target)) }))),
          ...group(t('fields.custom'), ofCustom.map((one) => ({ key: `c_${one.key}`, label: one.label, onClick: () => onAdd(fieldOfCustom(fields, one)) }))),
          ...group(t('fields.other'), otherTypes.map((type) => ({ key: `type ${type}`, label: t(`types.${type}`), onClick: () => onAdd(fieldOfType(fields, type)) }))),
        ],
      }}
    >
      <Button type="dashed" block icon={<PlusOutlined />} style={{ marginTop: 10 }} disabled={fields.length >= 40}>
        {t('fields.add')}
      </Button>
    </Dropdown>
  )
}

/** The words, choices and parameters of one field. */
function FieldMore(props: { field: FormField; languages: FormDefinition['languages']; disabled: boolean; onChange: (part: Partial<FormField>, tag?: string) => void }) {
  const { t } = useTranslation('publicForms')
  const { field, languages, disabled, onChange } = props
  if (field.type === 'hidden') {
    return (
      <div className={styles.pair}>
        <label className={styles.label}>
          <span>{t('fields.param')}</span>
          <Input value={field.param} maxLength={40} disabled={disabled} onChange={(event) => onChange({ param: event.target.value.replace(/[^A-Za-z0-9_.-]/g, '') }, 'param')} />
          <span className={styles.help}>{t('fields.paramHint')}</span>
        </label>
        <label className={styles.label}>
          <span>{t('fields.value')}</span>
          <Input value={field.value} maxLength={200} disabled={disabled} onChange={(event) => onChange({ value: event.target.value }, 'value')} />
        </label>
      </div>
    )
  }
  // The choices of a custom field are those of the field; only their words can be others here.
  const isOwn = !(field.target ?? '').startsWith('c_')
  return (
    <>
      <Words label={t('fields.label')} value={field.label} languages={languages} max={120} disabled={disabled} onChange={(label) => onChange({ label }, 'label')} />
      <Words label={t('fields.help')} value={field.help} languages={languages} max={300} disabled={disabled} onChange={(help) => onChange({ help }, 'help')} />
      {(field.type === 'select' || field.type === 'multi_select') && (
        <div>
          <span className={styles.muted}>{t('fields.options')}</span>
          <SortableList items={field.options.map((one) => ({ ...one, id: one.value, name: inLanguage(one.label, 'zh') }))} label={t('fields.options')} disabled={disabled} onMove={(from, to) => onChange({ options: moved(field.options, from, to) })}>
            {(one, handle, index) => (
              <div className={styles.optionRow}>
                {handle ?? <span />}
                <div className={styles.pair}>
                  {languages.map((language) => (
                    <Input
                      key={language} value={one.label[language]} maxLength={60} disabled={disabled} aria-label={`${t('fields.optionN', { n: index + 1 })} ${t(`words.${language}`)}`}
                      onChange={(event) => onChange({ options: field.options.map((other, at) => (at === index ? { ...other, label: { ...other.label, [language]: event.target.value } } : other)) }, `option ${index}`)}
                    />
                  ))}
                </div>
                {isOwn ? <Button type="text" size="small" icon={<DeleteOutlined />} disabled={disabled} aria-label={t('fields.removeOption', { n: index + 1 })} onClick={() => onChange({ options: field.options.filter((_, at) => at !== index) })} /> : <span />}
              </div>
            )}
          </SortableList>
          {isOwn && !disabled && (
            <Button type="dashed" size="small" icon={<PlusOutlined />} style={{ marginTop: 6 }} disabled={field.options.length >= 50} onClick={() => onChange({ options: [...field.options, option(field.options)] })}>
              {t('fields.addOption')}
            </Button>
          )}
        </div>
      )}
    </>
  )
}

import { changeField, createField, field as fieldSchema, fieldSettings, listFields } from '@sluice/core/fields/contract'
import type { CustomField, FieldSettings } from '@sluice/core/fields/contract'
import type { CustomFieldType, FieldObject } from '@sluice/core/fields/field-type'
import { roleNames, roles } from '@sluice/core/identity/role'
import { Checkbox, Form, Input, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractMutation } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { useOrg } from '../../../ui/org-context.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { FieldInput } from '../../fields/FieldInput.tsx'
import { fieldTypeIcons } from '../../fields/field-types.tsx'
import { FormSheet } from '../FormSheet.tsx'
import { useEditForm } from '../use-edit-form.ts'
import { useListVersion } from '../use-list-version.ts'
import { BoundInput } from './BoundInput.tsx'
import { changedSettings } from './changed-settings.ts'
import styles from './FieldSheet.module.css'
import { FormulaEditor, kinds } from './FormulaEditor.tsx'
import { namedOptions } from './named-options.ts'
import { OptionsEditor } from './OptionsEditor.tsx'
import { PatternTest } from './PatternTest.tsx'
import { RequiredFromStages } from './RequiredFromStages.tsx'
import { RollupBuilder } from './RollupBuilder.tsx'
import { VisibleIf } from './VisibleIf.tsx'

interface Values {
  label: string
  key: string
  settings: FieldSettings
}

const has = (...types: readonly CustomFieldType[]): ReadonlySet<CustomFieldType> => new Set(types)
const texts = has('text', 'long_text', 'phone', 'mail', 'url')
const numbers = has('number', 'money', 'percent')
const choices = has('select', 'multi_select')
const uniques = has('text', 'number', 'phone', 'mail', 'url')
const noDefault = has('user', 'team', 'reference', 'file', 'formula', 'rollup')
const computed = has('formula', 'rollup')
const noId = '00000000-0000-7000-8000-000000000000'

/** A field: a new one of a type, or all settings of `field`. `others` are the further fields of its object. */
export function FieldSheet(props: { field?: CustomField; object: FieldObject; type: CustomFieldType; others: readonly CustomField[]; onClose: () => void }) {
  const { field, object, type } = props
  const { t, i18n } = useTranslation('fields')
  const { t: ts } = useTranslation('settings')
  const toast = useToast()
  const refresh = useRefresh()
  const { currency } = useOrg()
  const lang = i18n.language === 'en' ? 'en' : 'zh'
  const versionOf = useListVersion(listFields)
  const create = useContractMutation(createField)
  const change = useContractMutation(changeField)
  const others = props.others.filter((one) => !one.isArchived)
  const initial: Values = { label: field?.label ?? '', key: field?.key ?? '', settings: field?.settings ?? fieldSettings.parse({ formulaType: 'number', of: type === 'reference' ? 'account' : null }) }
  const edit = useEditForm<Values>({
    initial,
    version: field?.version,
    write: async (_, values, version) => {
      const settings = { ...changedSettings(initial.settings, values.settings) }
      if (settings.options) settings.options = await namedOptions(settings.options)
      const label = values.label.trim()
      if (field) {
        if (Object.keys(settings).length === 0 && label === field.label) return version
        await change.mutateAsync({ params: { id: field.id }, body: { ...(label === field.label ? {} : { label }), ...(Object.keys(settings).length === 0 ? {} : { settings }) }, ifMatch: version })
        toast.done(ts('saved'))
      } else {
        const key = values.key.trim()
        await create.mutateAsync({ body: { object, type, label, ...(key === '' ? {} : { key }), settings } })
        toast.done(ts('addedDone', { name: label }))
      }
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: object })
      return version
    },
    readVersion: field && (() => versionOf(field.id)),
    onDone: props.onClose,
  })
  const { form } = edit
  const typed = (Form.useWatch('settings', form) ?? {}) as Partial<FieldSettings>
  const now: FieldSettings = { ...initial.settings, ...typed }
  // The field as it would be: for the default's editor, the pattern's test and the preview.
  const draft: CustomField = fieldSchema.parse({
    id: field?.id ?? noId, object, key: field?.key ?? 'new_field', label: 'x', type, position: 0, isArchived: false, version: 1,
    settings: { ...fieldSettings.parse({}), decimals: now.decimals ?? 2, options: (now.options ?? []).filter((one) => one.label.trim() !== '').map((one, index) => ({ ...one, value: one.value || `new_${index}` })), of: now.of },
  })
  const masters = others.filter((one) => choices.has(one.type))
  const master = masters.find((one) => one.key === now.dependsOn)
  const roleOptions = roles.map((role) => ({ value: role, label: roleNames[role][lang] }))

  return (
    <FormSheet
      title={field ? t('sheet.edit', { name: field.label }) : t('sheet.new', { object: t(`object.${object}`), type: t(`type.${type}`) })}
      save={field ? ts('save') : ts('add')}
      edit={edit}
      width={620}
      onClose={props.onClose}
    >
      <div className={styles.type}>
        <span aria-hidden>{fieldTypeIcons[type]}</span> {t(`type.${type}`)}
        <small>{t(field ? 'sheet.typeStays' : `gallery.text.${type}`)}</small>
      </div>
      <Form.Item name="label" label={t('sheet.label')} rules={[{ required: true, whitespace: true, message: ts('nameNeeded') }]}>
        <Input maxLength={60} placeholder={t('sheet.labelExample')} />
      </Form.Item>
      {!field && (
        <Form.Item
          name="key"
          label={t('sheet.key')}
          extra={t('sheet.keyHelp')}
          rules={[{ pattern: /^[a-z][a-z0-9_]{0,39}$/, message: t('sheet.keyWrong') }]}
        >
          <Input maxLength={40} placeholder={t('sheet.keyAuto')} className="num" />
        </Form.Item>
      )}
      <Form.Item name={['settings', 'help']} label={t('sheet.help')}>
        <Input.TextArea maxLength={500} autoSize={{ minRows: 1, maxRows: 4 }} placeholder={t('sheet.helpExample')} />
      </Form.Item>

      {choices.has(type) && (
        <Group title={t('sheet.options')}>
          <Form.Item name={['settings', 'options']} rules={[{ validator: (_, options: FieldSettings['options'] | undefined) => optionsProblem(options, t('sheet.optionsNeeded'), t('sheet.optionTwice')) }]}>
            <OptionsEditor master={master} known={initial.settings.options.map((one) => one.value)} />
          </Form.Item>
          {masters.length > 0 && (
            <Form.Item name={['settings', 'dependsOn']} label={t('sheet.dependsOn')} extra={master && t('sheet.dependsHelp', { name: master.label })}>
              <Select allowClear placeholder={t('sheet.independent')} options={masters.map((one) => ({ value: one.key, label: one.label }))} onChange={(next) => next === undefined && form.setFieldValue(['settings', 'dependsOn'], null)} />
            </Form.Item>
          )}
        </Group>
      )}
      {type === 'reference' && (
        <Form.Item name={['settings', 'of']} label={t('sheet.of')}>
          <Select options={(['account', 'contact', 'deal', 'product'] as const).map((one) => ({ value: one, label: t(`object.${one}`) }))} disabled={field !== undefined} />
        </Form.Item>
      )}
      {type === 'formula' && (
        <Group title={t('formula.title')}>
          <Form.Item name={['settings', 'formulaType']} label={t('formula.type')}>
            <Select options={(['number', 'money', 'text', 'date', 'boolean'] as const).map((one) => ({ value: one, label: t(`type.${one}`) }))} />
          </Form.Item>
          <Form.Item name={['settings', 'formula']} rules={[{ required: true, whitespace: true, message: t('formula.needed') }]}>
            <FormulaEditor object={object} fieldKey={field?.key} wanted={now.formulaType} others={others} onType={(given) => kinds.has(given) && form.setFieldValue(['settings', 'formulaType'], given)} />
          </Form.Item>
        </Group>
      )}
      {type === 'rollup' && (
        <Group title={t('rollup.title')}>
          <Form.Item
            name={['settings', 'rollup']}
            rules={[{ validator: (_, rollup: FieldSettings['rollup']) => (rollup && (rollup.fn === 'count' || rollup.field) ? Promise.resolve() : Promise.reject(new Error(t('rollup.needed')))) }]}
          >
            <RollupBuilder object={object} />
          </Form.Item>
        </Group>
      )}

      {!computed.has(type) && (
        <Group title={t('sheet.asked')}>
          <div className={styles.checks}>
            <Form.Item name={['settings', 'required']} valuePropName="checked" noStyle>
              <Checkbox>{t('sheet.required')}</Checkbox>
            </Form.Item>
            <Form.Item name={['settings', 'recommended']} valuePropName="checked" noStyle>
              <Checkbox disabled={now.required}>{t('sheet.recommended')}</Checkbox>
            </Form.Item>
            {uniques.has(type) && (
              <Form.Item name={['settings', 'unique']} valuePropName="checked" noStyle>
                <Checkbox>{t('sheet.unique')}</Checkbox>
              </Form.Item>
            )}
          </div>
          {object === 'deal' && (
            <Form.Item name={['settings', 'requiredFromStages']} label={t('sheet.fromStages')} extra={t('sheet.fromStagesHelp')}>
              <RequiredFromStages />
            </Form.Item>
          )}
          {!noDefault.has(type) && !now.unique && (
            <Form.Item name={['settings', 'default']} label={t('sheet.default')}>
              <DefaultValue field={draft} />
            </Form.Item>
          )}
        </Group>
      )}
      {(texts.has(type) || numbers.has(type)) && (
        <Group title={t('sheet.checks')}>
          {texts.has(type) && (
            <>
              <Form.Item name={['settings', 'check']} label={t('sheet.check')}>
                <Select options={(['none', 'cn_mobile', 'cn_phone', 'uscc', 'company_name'] as const).map((one) => ({ value: one, label: t(`check.${one}`) }))} />
              </Form.Item>
              <Form.Item name={['settings', 'pattern']} label={t('sheet.pattern')} extra={t('sheet.patternHelp')} normalize={(text: string) => (text === '' ? null : text)}>
                <Input maxLength={200} className="num" placeholder="[A-Z]{2}-\d{4}" spellCheck={false} />
              </Form.Item>
              {now.pattern && <PatternTest pattern={now.pattern} />}
              <Form.Item name={['settings', 'patternHint']} label={t('sheet.patternHint')}>
                <Input maxLength={200} placeholder={t('sheet.patternHintExample')} />
              </Form.Item>
            </>
          )}
          {numbers.has(type) && (
            <div className={styles.three}>
              <Form.Item name={['settings', 'min']} label={t('sheet.min')}>
                <BoundInput type={type} currency={currency} />
              </Form.Item>
              <Form.Item name={['settings', 'max']} label={t('sheet.max')}>
                <BoundInput type={type} currency={currency} />
              </Form.Item>
              {type !== 'money' && (
                <Form.Item name={['settings', 'decimals']} label={t('sheet.decimals')}>
                  <InputNumber min={0} max={6} precision={0} style={{ width: '100%' }} />
                </Form.Item>
              )}
            </div>
          )}
        </Group>
      )}
      {object !== 'activity' && object !== 'product' && (
        <Group title={t('sheet.visibility')}>
          <Form.Item name={['settings', 'visibleIf']}>
            <VisibleIf object={object} others={others} />
          </Form.Item>
        </Group>
      )}
      <Group title={t('sheet.roles')}>
        <Form.Item name={['settings', 'readRoles']} label={t('sheet.readRoles')}>
          <Select mode="multiple" allowClear placeholder={t('sheet.everybody')} options={roleOptions} />
        </Form.Item>
        {!computed.has(type) && (
          <Form.Item name={['settings', 'writeRoles']} label={t('sheet.writeRoles')}>
            <Select mode="multiple" allowClear placeholder={t('sheet.whoWrites')} options={now.readRoles.length === 0 ? roleOptions : roleOptions.filter((one) => now.readRoles.includes(one.value))} />
          </Form.Item>
        )}
      </Group>
    </FormSheet>
  )
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.group}>
      <h3>{title}</h3>
      {children}
    </section>
  )
}

function optionsProblem(options: FieldSettings['options'] | undefined, needed: string, twice: string): Promise<void> {
  const labels = (options ?? []).filter((one) => !one.isArchived).map((one) => one.label.trim())
  if (labels.filter((label) => label !== '').length === 0) return Promise.reject(new Error(needed))
  return new Set(labels).size < labels.length ? Promise.reject(new Error(twice)) : Promise.resolve()
}

/** The field's own control, as its users will see it. */
function DefaultValue({ field, value, onChange, id }: { field: CustomField; value?: unknown; onChange?: (value: unknown) => void; id?: string }) {
  return <FieldInput id={id} field={field} value={value} onChange={(next) => next !== undefined && onChange?.(next)} />
}

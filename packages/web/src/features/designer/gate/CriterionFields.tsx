import { listApprovalFlows } from '@sluice/core/approvals/contract'
import { activityKinds } from '@sluice/core/config/activity-kinds'
import { attachmentKindNames } from '@sluice/core/config/attachment-kinds'
import { defaultContactRoles } from '@sluice/core/config/contact-roles'
import type { Criterion } from '@sluice/core/config/gate'
import { milestones } from '@sluice/core/config/milestones'
import { listForms } from '@sluice/core/forms/contract'
import { Checkbox, InputNumber, Select } from 'antd'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../../api/query.ts'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { useGateWords } from '../../gates/guide/use-gate-words.ts'
import { Field, FieldLine } from '../Field.tsx'

const ConditionEditor = lazy(() => import('../../conditions/ConditionEditor.tsx'))

type Of<T extends Criterion['type']> = { criterion: Extract<Criterion, { type: T }>; onChange: (criterion: Criterion) => void }
const useLang = () => (useTranslation().i18n.language === 'en' ? 'en' : 'zh')

/** What is particular to the type of a criterion. A checklist item is its own words alone. */
export function CriterionFields({ criterion, onChange }: { criterion: Criterion; onChange: (criterion: Criterion) => void }) {
  switch (criterion.type) {
    case 'field':
      return <FieldFilled criterion={criterion} onChange={onChange} />
    case 'condition':
      return <ConditionHolds criterion={criterion} onChange={onChange} />
    case 'form':
      return <FormComplete criterion={criterion} onChange={onChange} />
    case 'activity':
      return <ActivityLogged criterion={criterion} onChange={onChange} />
    case 'contact':
      return <ContactInRole criterion={criterion} onChange={onChange} />
    case 'attachment':
      return <FileAttached criterion={criterion} onChange={onChange} />
    case 'milestone':
      return <MilestoneReached criterion={criterion} onChange={onChange} />
    case 'approval':
      return <ApprovalGranted criterion={criterion} onChange={onChange} />
    case 'checklist':
      return null
  }
}

/** Every deal has these: asking for them asks nothing. */
const alwaysThere = new Set(['title', 'number', 'pipeline', 'stage', 'status', 'currency', 'created', 'stageEntered', 'closed', 'lostReason', 'forecastCategory'])

function FieldFilled({ criterion, onChange }: Of<'field'>) {
  const { t } = useTranslation('designer')
  const lang = useLang()
  const { catalogue } = useGateWords()
  const all = [...catalogue.fields.values()].filter((field) => !alwaysThere.has(field.key)).map((field) => ({ value: field.key, label: field.label[lang] }))
  const groups = [
    { label: t('criterion.custom'), options: all.filter((one) => one.value.startsWith('c_')) },
    { label: t('criterion.builtIn'), options: all.filter((one) => !one.value.startsWith('c_')) },
  ].filter((group) => group.options.length > 0)
  return (
    <Field label={t('criterion.field')}>
      {(id) => (
        <Select id={id} value={criterion.field === '' ? undefined : criterion.field} placeholder={t('criterion.field')} showSearch={{ optionFilterProp: 'label' }} options={groups} onChange={(field: string) => onChange({ ...criterion, field })} />
      )}
    </Field>
  )
}

function ConditionHolds({ criterion, onChange }: Of<'condition'>) {
  const { t } = useTranslation('designer')
  const { catalogue } = useGateWords()
  return (
    <Field label={t('criterion.condition')}>
      {() => (
        <Suspense fallback={<Skeletons kind="rows" count={2} />}>
          <ConditionEditor object={catalogue} value={criterion.condition} onChange={(condition) => onChange({ ...criterion, condition })} />
        </Suspense>
      )}
    </Field>
  )
}

function FormComplete({ criterion, onChange }: Of<'form'>) {
  const { t } = useTranslation('designer')
  const { data, isPending } = useContractQuery(listForms, {})
  const forms = (data?.items ?? []).filter((one) => one.kind === 'questionnaire' && one.object === 'deal' && (!one.isArchived || one.id === criterion.formId))
  return (
    <>
      <Field label={t('criterion.form')} help={!isPending && forms.length === 0 && t('criterion.noForms')}>
        {(id) => (
          <Select id={id} loading={isPending} value={criterion.formId === '' ? undefined : criterion.formId} placeholder={t('criterion.form')} options={forms.map((one) => ({ value: one.id, label: one.name }))} onChange={(formId: string) => onChange({ ...criterion, formId })} />
        )}
      </Field>
      <FieldLine>
        <Checkbox checked={criterion.minScore !== null} onChange={(event) => onChange({ ...criterion, minScore: event.target.checked ? 60 : null })}>
          {t('criterion.minScoreOn')}
        </Checkbox>
        {criterion.minScore !== null && (
          <>
            <InputNumber aria-label={t('criterion.minScore')} value={criterion.minScore} min={0} max={10_000} onChange={(minScore) => minScore !== null && onChange({ ...criterion, minScore })} style={{ width: 90 }} />
            {t('criterion.points')}
          </>
        )}
      </FieldLine>
    </>
  )
}

function ActivityLogged({ criterion, onChange }: Of<'activity'>) {
  const { t } = useTranslation('designer')
  const lang = useLang()
  const chosen = activityKinds.filter((kind) => criterion.kinds.length === 0 || criterion.kinds.includes(kind.key))
  const outcomes = [...new Map(chosen.flatMap((kind) => kind.outcomes.map((one) => [one.key, one.name[lang]] as const)))]
  const isKept = (outcome: string, kinds: typeof criterion.kinds) => activityKinds.some((kind) => (kinds.length === 0 || kinds.includes(kind.key)) && kind.outcomes.some((one) => one.key === outcome))
  return (
    <>
      <Field label={t('criterion.kinds')} help={t('criterion.kindsHelp')}>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            value={criterion.kinds}
            options={activityKinds.map((kind) => ({ value: kind.key, label: kind.name[lang] }))}
            onChange={(kinds: typeof criterion.kinds) => onChange({ ...criterion, kinds, outcomes: criterion.outcomes.filter((one) => isKept(one, kinds)) })}
          />
        )}
      </Field>
      <Field label={t('criterion.outcomes')} help={t('criterion.outcomesHelp')}>
        {(id) => <Select id={id} mode="multiple" value={criterion.outcomes} options={outcomes.map(([value, label]) => ({ value, label }))} onChange={(next: string[]) => onChange({ ...criterion, outcomes: next })} />}
      </Field>
      <Checkbox checked={criterion.effective} onChange={(event) => onChange({ ...criterion, effective: event.target.checked })}>
        {t('criterion.effective')}
      </Checkbox>
      <FieldLine>
        {t('criterion.count')}
        <InputNumber aria-label={t('criterion.count')} value={criterion.count} min={1} max={100} precision={0} style={{ width: 80 }} onChange={(count) => count !== null && onChange({ ...criterion, count })} />
        {t('criterion.times')}
      </FieldLine>
      <FieldLine>
        <Checkbox checked={criterion.withinDays !== null} onChange={(event) => onChange({ ...criterion, withinDays: event.target.checked ? 30 : null })}>
          {t('criterion.within')}
        </Checkbox>
        {criterion.withinDays !== null && (
          <>
            <InputNumber aria-label={t('criterion.within')} value={criterion.withinDays} min={1} max={3660} precision={0} style={{ width: 90 }} onChange={(withinDays) => withinDays !== null && onChange({ ...criterion, withinDays })} />
            {t('criterion.days')}
          </>
        )}
      </FieldLine>
    </>
  )
}

function ContactInRole({ criterion, onChange }: Of<'contact'>) {
  const { t } = useTranslation('designer')
  const lang = useLang()
  return (
    <Field label={t('criterion.roles')} help={t('criterion.rolesHelp')}>
      {(id) => (
        <Select id={id} mode="multiple" value={criterion.roles} options={defaultContactRoles.map((role) => ({ value: role.key, label: role.name[lang], title: role.meaning[lang] }))} onChange={(roles: string[]) => onChange({ ...criterion, roles })} />
      )}
    </Field>
  )
}

function FileAttached({ criterion, onChange }: Of<'attachment'>) {
  const { t } = useTranslation('designer')
  const lang = useLang()
  const options = Object.entries(attachmentKindNames).map(([value, name]) => ({ value, label: name[lang] }))
  return (
    <Field label={t('criterion.files')} help={t('criterion.filesHelp')}>
      {(id) => <Select id={id} mode="multiple" value={criterion.kinds} options={options} onChange={(kinds: string[]) => onChange({ ...criterion, kinds })} />}
    </Field>
  )
}

function MilestoneReached({ criterion, onChange }: Of<'milestone'>) {
  const { t } = useTranslation('designer')
  const lang = useLang()
  return (
    <Field label={t('criterion.milestones')} help={t('criterion.milestonesHelp')}>
      {(id) => (
        <Select id={id} mode="multiple" value={criterion.kinds} options={milestones.map((one) => ({ value: one.key, label: one.name[lang] }))} onChange={(kinds: typeof criterion.kinds) => onChange({ ...criterion, kinds })} />
      )}
    </Field>
  )
}

function ApprovalGranted({ criterion, onChange }: Of<'approval'>) {
  const { t } = useTranslation('designer')
  const { data, isPending } = useContractQuery(listApprovalFlows, {})
  const flows = (data?.items ?? []).filter((one) => (one.isActive && !one.isArchived) || one.id === criterion.flowId)
  return (
    <Field label={t('criterion.flow')} help={!isPending && flows.length === 0 && t('criterion.noFlows')}>
      {(id) => (
        <Select id={id} loading={isPending} value={criterion.flowId === '' ? undefined : criterion.flowId} placeholder={t('criterion.flow')} options={flows.map((one) => ({ value: one.id, label: one.name }))} onChange={(flowId: string) => onChange({ ...criterion, flowId })} />
      )}
    </Field>
  )
}

import { approver as approverSchema } from '@sluice/core/approvals/flow'
import type { Approver } from '@sluice/core/approvals/flow'
import { role, roleNames } from '@sluice/core/identity/role'
import type { Role } from '@sluice/core/identity/role'
import { InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCatalogue } from '../../fields/use-catalogue.ts'
import { UserSelect } from '../../pickers/UserSelect.tsx'
import { emptyApprover } from './flow-draft.ts'
import styles from './Flows.module.css'

const kinds = approverSchema.options.map((option) => option.shape.type.value)

/** Who is asked: a kind, and whom of it. */
export function ApproverPicker({ value, onChange, disabled }: { value: Approver; onChange: (approver: Approver) => void; disabled?: boolean }) {
  const { t, i18n } = useTranslation('approvals')
  const lang = i18n.language === 'en' ? 'en' : 'zh'
  const catalogue = useCatalogue('deal')
  const people = [...catalogue.fields.values()].filter((field) => field.type === 'user')
  return (
    <div className={styles.approver}>
      <Select<Approver['type']>
        disabled={disabled}
        className={styles.kind}
        popupMatchSelectWidth={false}
        aria-label={t('flows.approverKind')}
        value={value.type}
        options={kinds.map((kind) => ({ value: kind, label: t(`flows.approverKinds.${kind}`) }))}
        onChange={(kind) => onChange(emptyApprover(kind))}
      />
      {value.type === 'user' && <UserSelect disabled={disabled} className={styles.whom} allowClear={false} placeholder={t('person')} value={value.userId === '' ? null : value.userId} onChange={(userId) => onChange({ type: 'user', userId: userId ?? '' })} />}
      {value.type === 'role' && (
        <Select<Role>
          disabled={disabled}
          className={styles.whom}
          aria-label={t('flows.approverKinds.role')}
          value={value.role}
          options={role.options.map((one) => ({ value: one, label: roleNames[one][lang] }))}
          onChange={(next) => onChange({ type: 'role', role: next })}
        />
      )}
      {value.type === 'team_lead' && (
        <InputNumber
          disabled={disabled}
          className={styles.whom}
          min={0}
          max={10}
          precision={0}
          aria-label={t('flows.approverKinds.team_lead')}
          prefix={value.levels === 0 ? t('flows.level0') : t('flows.levels', { count: value.levels })}
          value={value.levels}
          onChange={(levels) => onChange({ type: 'team_lead', levels: levels ?? 0 })}
        />
      )}
      {value.type === 'field' && (
        <Select
          disabled={disabled}
          className={styles.whom}
          aria-label={t('flows.approverKinds.field')}
          value={value.field}
          options={people.map((field) => ({ value: field.key, label: field.key === 'owner' ? t('flows.ownerField') : field.label[lang] }))}
          onChange={(field: string) => onChange({ type: 'field', field })}
        />
      )}
    </div>
  )
}

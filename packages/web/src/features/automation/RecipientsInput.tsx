import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import type { Recipient } from '@sluice/core/automation/definition'
import { automationLimits } from '@sluice/core/automation/definition'
import { recipientWords } from '@sluice/core/automation/words'
import { roleNames, roles, type Role } from '@sluice/core/identity/role'
import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { TeamSelect } from '../pickers/TeamSelect.tsx'
import { UserSelect } from '../pickers/UserSelect.tsx'
import styles from './Automation.module.css'
import { useEditing } from './editor-context.ts'

const kinds = Object.keys(recipientWords) as Recipient['kind'][]
const start = (kind: Recipient['kind']): Recipient => (kind === 'user' ? { kind, userId: null } : kind === 'team' ? { kind, teamId: null } : kind === 'role' ? { kind, role: 'service' } : { kind })

/** One who hears of it: by their place, or by name. */
export function RecipientInput({ value, onChange }: { value: Recipient; onChange: (value: Recipient) => void }) {
  const { t } = useTranslation('automation')
  const { things, object } = useEditing()
  const offered = kinds.filter((kind) => object !== null || kind === value.kind || (kind !== 'owner' && kind !== 'owner_manager'))
  return (
    <span className={styles.row}>
      <Select<Recipient['kind']>
        className={styles.wide} aria-label={t('slots.to')} popupMatchSelectWidth={false} value={value.kind} onChange={(kind) => onChange(start(kind))}
        options={offered.map((kind) => ({ value: kind, label: recipientWords[kind][things.lang] }))}
      />
      {value.kind === 'user' && <UserSelect className={styles.wide} allowClear={false} placeholder={t('slots.user')} value={value.userId} onChange={(userId) => onChange({ kind: 'user', userId })} />}
      {value.kind === 'team' && <TeamSelect className={styles.wide} allowClear={false} placeholder={t('slots.team')} value={value.teamId} onChange={(teamId) => onChange({ kind: 'team', teamId })} />}
      {value.kind === 'role' && <Select<Role> className={styles.wide ?? ''} aria-label={t('slots.role')} popupMatchSelectWidth={false} value={value.role} onChange={(role) => onChange({ kind: 'role', role })} options={roles.map((role) => ({ value: role, label: roleNames[role][things.lang] }))} />}
    </span>
  )
}

/** All who hear of it. */
export function RecipientsInput({ value, onChange }: { value: readonly Recipient[]; onChange: (value: Recipient[]) => void }) {
  const { t } = useTranslation('automation')
  return (
    <div className={styles.stack}>
      {value.map((one, i) => (
        // Two of a kind may read the same; their order is all that tells them apart.
        <span key={i} className={styles.row}>
          <RecipientInput value={one} onChange={(next) => onChange([...value].with(i, next))} />
          {value.length > 1 && <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t('slots.removeOne')} onClick={() => onChange([...value].toSpliced(i, 1))} />}
        </span>
      ))}
      {value.length < automationLimits.recipients && <Button type="dashed" icon={<PlusOutlined />} onClick={() => onChange([...value, start(value.some(({ kind }) => kind === 'owner') ? 'owner_manager' : 'owner')])}>{t('slots.addTo')}</Button>}
    </div>
  )
}

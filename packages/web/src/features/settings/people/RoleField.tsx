import { roleNames, roles } from '@sluice/core/identity/role'
import type { Role } from '@sluice/core/identity/role'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { RoleReach } from './RoleReach.tsx'
import styles from './RoleReach.module.css'

/** The choice of a role; below it, what that role may do. Works inside a Form.Item. */
export function RoleField(props: { value?: Role; onChange?: (role: Role) => void; id?: string }) {
  const { i18n } = useTranslation()
  return (
    <>
      <Select<Role>
        id={props.id}
        value={props.value}
        onChange={props.onChange}
        style={{ width: '100%' }}
        options={roles.map((role) => ({ value: role, label: roleNames[role][i18n.language === 'en' ? 'en' : 'zh'] }))}
      />
      {props.value && (
        <div className={styles.chosen}>
          <RoleReach role={props.value} />
        </div>
      )}
    </>
  )
}

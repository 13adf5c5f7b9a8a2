import { roleNames, roles } from '@sluice/core/identity/role'
import { useTranslation } from 'react-i18next'
import { BottomSheet } from '../../../ui/BottomSheet.tsx'
import { RoleReach } from './RoleReach.tsx'
import styles from './RoleReach.module.css'

/** All roles, and how far each reaches. */
export function RolesSheet({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation('settings')
  return (
    <BottomSheet open title={t('reach.title')} onClose={onClose} width={480}>
      <p className={styles.note}>{t('reach.note')}</p>
      {roles.map((role) => (
        <section key={role} className={styles.role}>
          <h3>{roleNames[role][i18n.language === 'en' ? 'en' : 'zh']}</h3>
          <RoleReach role={role} />
        </section>
      ))}
    </BottomSheet>
  )
}

import type { Role } from '@sluice/core/identity/role'
import { useTranslation } from 'react-i18next'
import { reachOf } from '../role-reach.ts'
import type { Reach } from '../role-reach.ts'
import styles from './RoleReach.module.css'

/** What a role may see and change, in sentences made from the permissions that the server asks. */
export function RoleReach({ role }: { role: Role }) {
  const { t } = useTranslation('settings')
  const say = ({ nouns, read, write }: Reach): string => {
    if (nouns[0] === 'import') return write === 'none' ? t('reach.importNo') : read === 'all' ? t('reach.importAll') : t('reach.importOwn')
    const named = { nouns: nouns.map((noun) => t(`reach.nouns.${noun}`)).join(t('reach.join')) }
    if (read === 'none' && write === 'none') return t('reach.nothing', named)
    if (write === 'none') return t('reach.look', { ...named, scope: t(`reach.scope.${read}`) })
    if (read === write) return t('reach.both', { ...named, scope: t(`reach.scope.${read}`) })
    return t('reach.two', { ...named, read: t(`reach.scope.${read}`), write: t(`reach.scope.${write}`) })
  }
  return (
    <ul className={styles.reach}>
      {reachOf(role).map((one) => (
        <li key={one.nouns.join()}>{say(one).replace(/^[a-z]/, (letter) => letter.toUpperCase())}</li>
      ))}
    </ul>
  )
}

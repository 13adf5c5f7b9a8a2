import type { ProjectPerson } from '@sluice/core/projects/template'
import { listUsers } from '@sluice/core/identity/contract'
import { roleNames } from '@sluice/core/identity/role'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { seldom } from '../pickers/seldom.ts'

/** Who a template means, in words. */
export function usePersonWords(): (who: ProjectPerson) => string {
  const { t, i18n } = useTranslation('projects')
  const users = useContractQuery(listUsers, {}, seldom).data?.items ?? []
  return (who) => {
    if (who.kind === 'role') return roleNames[who.role][i18n.language === 'en' ? 'en' : 'zh']
    return (who.kind === 'user' ? users.find((one) => one.id === who.userId)?.name : undefined) ?? t(`person.${who.kind}`)
  }
}

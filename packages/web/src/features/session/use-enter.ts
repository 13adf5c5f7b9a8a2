import type { Me } from '@sluice/core/identity/contract'
import { getMe } from '@sluice/core/identity/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { contractKey } from '../../api/query.ts'
import { chooseLanguage, isLanguageChosen } from '../../i18n/i18n.ts'

/** What follows on every way in (signed in, organisation created, invitation accepted): nothing of before, and `to`. */
export function useEnter(): (me: Me, to: string) => Promise<void> {
  const navigate = useNavigate()
  const client = useQueryClient()
  return async (me, to) => {
    client.clear()
    client.setQueryData(contractKey(getMe), me)
    if (!isLanguageChosen()) await chooseLanguage(me.user.locale)
    await navigate(to, { replace: true })
  }
}

import { getMe } from '@sluice/core/identity/contract'
import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { onSessionEnd } from '../../api/client.ts'
import { useContractQuery } from '../../api/query.ts'
import { signInPath } from '../../paths.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { OrgContext } from '../../ui/org-context.ts'
import { PageLoading } from '../../ui/PageLoading.tsx'
import { SessionContext } from './session.ts'

/** Shows its children to a signed-in user, in the organisation's zone and currency; leads others to the sign-in page. */
export function SessionGate({ children }: { children: ReactNode }) {
  const { data: me, error, refetch } = useContractQuery(getMe, {}, { staleTime: 5 * 60_000 })
  const navigate = useNavigate()
  const location = useLocation()
  const client = useQueryClient()

  useEffect(
    () =>
      onSessionEnd(() => {
        // Nothing of the last user stays in memory for the next one.
        client.clear()
        void navigate(signInPath(location.pathname + location.search), { replace: true })
      }),
    [client, navigate, location],
  )

  if (me) {
    return (
      <SessionContext value={me}>
        <OrgContext value={me.org}>{children}</OrgContext>
      </SessionContext>
    )
  }
  if (error && error.status !== 401) return <ErrorState error={error} onRetry={() => void refetch()} />
  return <PageLoading />
}

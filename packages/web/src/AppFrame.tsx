import { getToday } from '@sluice/core/suggestions/contract'
import { listActions } from '@sluice/core/actions/contract'
import { listAlarms } from '@sluice/core/alarms/contract'
import { listApprovals } from '@sluice/core/approvals/contract'
import { signOut } from '@sluice/core/identity/contract'
import { listNotifications } from '@sluice/core/notifications/contract'
import { Outlet } from 'react-router'
import { unsubscribeBrowser } from './api/browser-push.ts'
import { useContractMutation, useContractQuery } from './api/query.ts'
import { useLiveConnection } from './api/live.ts'
import { NotificationBell } from './features/notifications/NotificationBell.tsx'
import { usePushClicks } from './features/notifications/use-push-clicks.ts'
import { SessionGate } from './features/session/SessionGate.tsx'
import { useSession } from './features/session/session.ts'
import { useMay } from './features/session/use-may.ts'
import { DemoBanner } from './features/shell/DemoBanner.tsx'
import { FrameDialogs } from './features/shell/FrameDialogs.tsx'
import { FrameView } from './features/shell/FrameView.tsx'
import { useDismissed } from './features/shell/use-dismissed.ts'
import { paths } from './paths.ts'
import { useToast } from './ui/use-toast.tsx'

/** The frame of all pages that need a session: who is signed in, the live stream, dialogs that open over any page. */
export function AppFrame() {
  return (
    <SessionGate>
      <SignedIn />
    </SessionGate>
  )
}

function SignedIn() {
  usePushClicks()
  const { user, org } = useSession()
  const may = useMay()
  const connection = useLiveConnection(true)
  const toast = useToast()
  const [away, putAway] = useDismissed('demo-banner')
  // The page 今日 reads the same answer: one request for both. Without it the frame just shows no counts.
  const { data: today } = useContractQuery(getToday, {}, { staleTime: 60_000 })
  // One row is enough: the answer counts what waits.
  const { data: approvals } = useContractQuery(listApprovals, { query: { box: 'mine', limit: 1 } }, { staleTime: 60_000, enabled: may('deal', 'read') })
  const { data: alarms } = useContractQuery(listAlarms, { query: { status: 'open', limit: 1 } }, { staleTime: 60_000, enabled: may('deal', 'read') })
  const { data: actions } = useContractQuery(listActions, { query: { box: 'mine', status: 'open', limit: 1 } }, { staleTime: 60_000, enabled: may('deal', 'read') })
  // The bell reads the same answer, and asks again by the clock.
  const { data: notices } = useContractQuery(listNotifications, { query: { limit: 1 } }, { staleTime: 60_000 })
  const leave = useContractMutation(signOut, {
    // A fresh page: nothing of this user stays in memory, and no read of a page that is still shown is refused on the way.
    onSuccess: () => window.location.replace(paths.signIn),
    onError: toast.failed,
  })
  return (
    <FrameView
      user={{ name: user.name, detail: org.name }}
      connection={connection}
      may={may}
      counts={{ inbox: notices?.unread, today: today?.items.filter((item) => item.snoozedUntil === null).length, leads: today?.newLeads, approvals: approvals?.waitingForMe, alarms: alarms?.counts.open, actions: actions?.counts.open }}
      banner={org.isDemo && !away ? <DemoBanner onClose={putAway} onLeave={() => leave.mutate({})} /> : undefined}
      notices={<NotificationBell />}
      onSignOut={() => void unsubscribeBrowser().finally(() => leave.mutate({}))}
    >
      <Outlet />
      <FrameDialogs />
    </FrameView>
  )
}

import { signOut } from '@sluice/core/identity/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Outlet, useNavigate } from 'react-router'
import { useContractMutation } from './api/query.ts'
import { useLiveConnection } from './api/live.ts'
import { SessionGate } from './features/session/SessionGate.tsx'
import { useSession } from './features/session/session.ts'
import { FrameDialogs } from './features/shell/FrameDialogs.tsx'
import { FrameView } from './features/shell/FrameView.tsx'
import { paths } from './paths.ts'

/** The frame of all pages that need a session: who is signed in, the live stream, dialogs that open over any page. */
export function AppFrame() {
  return (
    <SessionGate>
      <SignedIn />
    </SessionGate>
  )
}

function SignedIn() {
  const { user, org } = useSession()
  const connection = useLiveConnection(true)
  const navigate = useNavigate()
  const client = useQueryClient()
  const leave = useContractMutation(signOut, {
    onSettled: () => {
      client.clear()
      void navigate(paths.signIn, { replace: true })
    },
  })
  return (
    <FrameView user={{ name: user.name, detail: org.name }} connection={connection} onSignOut={() => leave.mutate({})}>
      <Outlet />
      <FrameDialogs />
    </FrameView>
  )
}

import { lazy, Suspense } from 'react'
import { useFrameAction } from './shell-slots.ts'

const CreateDeal = lazy(() => import('../deals/create/CreateDealFrame.tsx'))

/**
 * Shows what the frame was asked to open (see shell-slots.ts): search, quick log, the forms for new records. Each feature
 * that brings one adds it here, lazily: `const QuickLog = lazy(() => import('../activities/QuickLog.tsx'))`.
 */
export function FrameDialogs() {
  const frame = useFrameAction()
  return <Suspense>{frame?.action === 'createDeal' && <CreateDeal />}</Suspense>
}

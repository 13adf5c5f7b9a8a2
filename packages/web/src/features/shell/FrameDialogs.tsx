import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { paths } from '../../paths.ts'
import { recordPath } from '../search/found.ts'
import { useMay } from '../session/use-may.ts'
import { useFoundPlaces } from './use-found-places.ts'
import { closeFrameAction, openFrameAction, useFrameAction } from './shell-slots.ts'

const SearchDialog = lazy(async () => ({ default: (await import('../search/SearchDialog.tsx')).SearchDialog }))
const QuickLogFor = lazy(async () => ({ default: (await import('../activities/QuickLogFor.tsx')).QuickLogFor }))
const CreateDeal = lazy(() => import('../deals/create/CreateDealFrame.tsx'))
const CreateLead = lazy(async () => ({ default: (await import('../leads/CreateLead.tsx')).CreateLead }))
const CreateAccount = lazy(async () => ({ default: (await import('../customers/CreateAccount.tsx')).CreateAccount }))
const CreateContact = lazy(async () => ({ default: (await import('../customers/CreateContact.tsx')).CreateContact }))

/**
 * Shows what the frame was asked to open (see shell-slots.ts): search, quick log, the forms for new records. Each feature
 * that brings one adds it here, lazily: `const QuickLog = lazy(() => import('../activities/QuickLog.tsx'))`.
 */
export function FrameDialogs() {
  return (
    <Suspense fallback={null}>
      <OpenDialog />
    </Suspense>
  )
}

function OpenDialog() {
  const { t } = useTranslation('search')
  const asked = useFrameAction()
  const navigate = useNavigate()
  const may = useMay()
  const places = useFoundPlaces()
  const { subject } = asked ?? {}
  const open = (path: string) => {
    closeFrameAction()
    void navigate(path)
  }
  switch (asked?.action) {
    case 'search':
      return (
        <SearchDialog
          key="search"
          title={t('title')}
          placeholder={t('placeholder')}
          onClose={closeFrameAction}
          onPick={(record) => open(recordPath(record))}
          places={places.map((place) => ({ ...place, onPick: () => open(place.to) }))}
          onMetric={(key) => open(paths.metric(key))}
        />
      )
    case 'quickLog':
      return subject ? (
        <QuickLogFor key={subject.id} type={subject.type} id={subject.id} name={subject.name} onClose={closeFrameAction} />
      ) : (
        <SearchDialog
          key="pick"
          title={t('pick')}
          placeholder={t('pickPlaceholder')}
          onClose={closeFrameAction}
          onPick={({ type, id, name }) => openFrameAction('quickLog', { type, id, name })}
        />
      )
    case 'createDeal':
      return may('deal', 'write') ? <CreateDeal /> : null
    case 'createLead':
      return may('lead', 'write') ? <CreateLead onClose={closeFrameAction} /> : null
    case 'createAccount':
      return may('account', 'write') ? <CreateAccount onClose={closeFrameAction} /> : null
    case 'createContact':
      return may('contact', 'write') ? <CreateContact account={subject?.type === 'account' ? { id: subject.id, name: subject.name } : undefined} onClose={closeFrameAction} /> : null
    default:
      return null
  }
}

import { getImport } from '@sluice/core/imports/contract'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { isBusy } from './model/wizard-steps.ts'
import { WizardBody } from './WizardBody.tsx'

/** The wizard of one file. Its state is on the server, so that a reload, another tab or tomorrow goes on where it stands. */
export function ImportWizard({ id }: { id: string }) {
  const { t } = useTranslation('imports')
  const navigate = useNavigate()
  const read = useContractQuery(getImport, { params: { id } }, {
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data && isBusy(state.data.status) ? 700 : false),
  })
  if (read.data) return <WizardBody detail={read.data} />
  return (
    <>
      <PageHeader title={t('title')} onBack={() => void navigate(paths.import)} />
      <Page>
        {read.isPending ? (
          <Skeletons kind="record" />
        ) : read.error?.status === 404 ? (
          <EmptyState title={t('gone')} text={t('goneText')} action={<Link to={paths.import}>{t('toHistory')}</Link>} />
        ) : (
          <ErrorState error={read.error} onRetry={() => void read.refetch()} />
        )}
      </Page>
    </>
  )
}

import { listForms } from '@sluice/core/forms/contract'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { useContractQuery } from '../../../api/query.ts'
import { paths } from '../../../paths.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Page } from '../../../ui/Page.tsx'
import { PageHeader } from '../../../ui/PageHeader.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { LayoutDesigner } from './LayoutDesigner.tsx'
import { QuestionnaireDesigner } from './QuestionnaireDesigner.tsx'

/** Designs one form: the layout of a page or creation dialog, or a questionnaire. */
export default function FormDesignerPage() {
  const { t } = useTranslation('forms')
  const { id } = useParams()
  const navigate = useNavigate()
  const { data, isPending, error, refetch } = useContractQuery(listForms, {})
  const form = data?.items.find((one) => one.id === id)
  if (form?.kind === 'questionnaire') return <QuestionnaireDesigner key={form.id} form={form} />
  if (form) return <LayoutDesigner key={form.id} form={form} />
  return (
    <>
      <PageHeader title={t('designer.title')} onBack={() => void navigate(paths.settingsSection('forms'))} />
      <Page>{isPending ? <Skeletons kind="rows" /> : error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <EmptyState title={t('designer.gone')} />}</Page>
    </>
  )
}

import { listPipelines } from '@sluice/core/catalog/contract'
import type { Pipeline } from '@sluice/core/catalog/contract'
import { getDraft } from '@sluice/core/designer/contract'
import { definitionOf } from '@sluice/core/designer/definition'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useMay } from '../session/use-may.ts'
import { DefinitionReader } from './DefinitionReader.tsx'
import { Designer } from './Designer.tsx'

/** One pipeline: to design for who may configure, to read for everybody else. */
export default function DesignerPage() {
  const { t } = useTranslation('designer')
  const { id = '' } = useParams()
  const navigate = useNavigate()
  const mayWrite = useMay()('config', 'write')
  const { data, isPending, error, refetch } = useContractQuery(listPipelines, {})
  const pipeline = data?.items.find((one) => one.id === id)
  const back = () => void navigate(paths.pipelines)
  if (pipeline && mayWrite) return <WithDraft key={pipeline.id} pipeline={pipeline} />
  return (
    <>
      <PageHeader
        title={pipeline?.name ?? t('designer')}
        onBack={back}
        aside={pipeline && (pipeline.isArchived ? <Tag>{t('archived')}</Tag> : <Tag>{t('version', { n: pipeline.publishedN })}</Tag>)}
        description={pipeline && t('readOnly')}
      />
      <Page>
        {error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : isPending ? (
          <Skeletons kind="cards" count={3} />
        ) : pipeline ? (
          <DefinitionReader definition={definitionOf(pipeline)} />
        ) : (
          <EmptyState title={t('notFound')} text={t('notFoundText')} action={<Button onClick={back}>{t('backToList')}</Button>} />
        )}
      </Page>
    </>
  )
}

function WithDraft({ pipeline }: { pipeline: Pipeline }) {
  const navigate = useNavigate()
  const { data, error, refetch } = useContractQuery(getDraft, { params: { id: pipeline.id } })
  if (data) return <Designer pipeline={pipeline} draft={data} />
  return (
    <>
      <PageHeader title={pipeline.name} onBack={() => void navigate(paths.pipelines)} />
      <Page>{error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeletons kind="cards" count={3} />}</Page>
    </>
  )
}

import type { Pipeline } from '@sluice/core/catalog/contract'
import { getPipelineVersion, listPipelineVersions, undoPublication } from '@sluice/core/designer/contract'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useContractMutation, useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Section } from '../../../ui/Page.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { useUrlState } from '../../../ui/use-url-state.ts'
import { DefinitionReader } from '../DefinitionReader.tsx'
import designer from '../Designer.module.css'
import styles from './VersionsView.module.css'

const urlState = z.object({ n: z.coerce.number().int().min(0).default(0) })

/** Every publication: who, when, why; each to read as it was, the latest to be undone. */
export function VersionsView({ pipeline, onUndone }: { pipeline: Pipeline; onUndone: () => Promise<void> }) {
  const { t } = useTranslation('designer')
  const format = useFormat()
  const toast = useToast()
  const refresh = useRefresh()
  const [{ n: open }, setUrl] = useUrlState(urlState)
  const { data, isPending, error, refetch } = useContractQuery(listPipelineVersions, { params: { id: pipeline.id } })
  const undo = useContractMutation(undoPublication)
  const versions = data?.items ?? []
  const undoLatest = async (n: number) => {
    try {
      await undo.mutateAsync({ params: { id: pipeline.id }, body: { n } })
      refresh({ type: 'pipeline.publication_undone', subjectType: 'pipeline', subjectId: pipeline.id })
      await onUndone()
      toast.done(t('versions.undone2', { n }))
    } catch (failure) {
      toast.failed(failure)
    }
  }
  if (open > 0) return <OneVersion pipeline={pipeline} n={open} onBack={() => setUrl({ n: 0 })} />
  return (
    <Section title={t('versions.list')} flush>
      {error ? (
        <ErrorState compact error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <Skeletons kind="rows" count={4} />
      ) : versions.length === 0 ? (
        <EmptyState compact title={t('versions.none')} text={t('versions.noneText')} />
      ) : (
        <ol className={styles.versions} aria-label={t('versions.list')}>
          {versions.map((version) => {
            const isLive = version.n === pipeline.publishedN
            const at = format.dateTime(version.publishedAt)
            return (
              <li key={version.n}>
                <div className={styles.words}>
                  <div className={styles.head}>
                    <button type="button" className={styles.open} onClick={() => setUrl({ n: version.n }, { push: true })}>
                      {t('version', { n: version.n })}
                    </button>
                    {isLive && <Tag tone="good">{t('versions.live')}</Tag>}
                    {version.undoneAt && <Tag tone="neutral">{t('versions.undone')}</Tag>}
                    {version.undoesN !== null && <Tag tone="warn">{t('versions.undoes', { n: version.undoesN })}</Tag>}
                    <span className={`num ${styles.quiet}`}>{t('versions.counts', { stages: version.stageCount, criteria: version.criteriaCount })}</span>
                  </div>
                  <p className={version.note ? styles.note : styles.quiet}>{version.note || t('versions.noNote')}</p>
                  <p className={`num ${styles.quiet}`}>{version.publishedBy ? t('versions.by', { name: version.publishedBy.name, at }) : t('versions.bySystem', { at })}</p>
                </div>
                {isLive && versions.length > 1 && version.undoesN === null && (
                  <ConfirmButton question={t('versions.undoTitle', { n: version.n })} consequence={<div className={styles.consequence}>{t('versions.undoText')}</div>} onConfirm={() => undoLatest(version.n)}>
                    {t('versions.undo')}
                  </ConfirmButton>
                )}
              </li>
            )
          })}
        </ol>
      )}
    </Section>
  )
}

function OneVersion({ pipeline, n, onBack }: { pipeline: Pipeline; n: number; onBack: () => void }) {
  const { t } = useTranslation('designer')
  const { data, error, refetch } = useContractQuery(getPipelineVersion, { params: { id: pipeline.id, n } })
  // A stage that the version took away has its name in the catalogue or in what came before.
  const names = new Map([...pipeline.formerStages, ...pipeline.stages, ...(data?.definition.stages ?? [])].map((stage) => [stage.id, stage.name]))
  return (
    <div className={designer.body}>
      <div className={designer.headTags}>
        <Button onClick={onBack}>{t('versions.close')}</Button>
        <b>{t('versions.reading', { n })}</b>
      </div>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Skeletons kind="cards" count={2} />
      ) : (
        <>
          {data.mapping.length > 0 && (
            <Section title={t('versions.mapping')}>
              <ul className={designer.plain}>
                {data.mapping.map((one) => (
                  <li key={one.from}>{t('versions.mapped', { from: names.get(one.from) ?? '—', to: names.get(one.to) ?? '—' })}</li>
                ))}
              </ul>
            </Section>
          )}
          <DefinitionReader definition={data.definition} />
        </>
      )}
    </div>
  )
}

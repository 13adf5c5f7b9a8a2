import { changeLossReason, createLossReason, listLossReasons } from '@sluice/core/catalog/contract'
import { useTranslation } from 'react-i18next'
import { useContractMutation, useContractQuery } from '../../../api/query.ts'
import { Tag } from '../../../ui/Tag.tsx'
import { useListVersion } from '../use-list-version.ts'
import { NamedTree } from './NamedTree.tsx'

/** Why deals are lost: a tree that losing a deal asks for. */
export function ReasonsSection() {
  const { t } = useTranslation('settings')
  const { data, isPending, error, refetch } = useContractQuery(listLossReasons, {})
  const create = useContractMutation(createLossReason)
  const change = useContractMutation(changeLossReason)
  return (
    <NamedTree
      words={{
        title: t('sections.reasons'),
        note: t('reasons.note'),
        add: t('reasons.add'),
        addBelow: t('reasons.addBelow'),
        none: t('reasons.none'),
        parent: t('reasons.parent'),
        noParent: t('reasons.noParent'),
      }}
      items={data?.items}
      loading={isPending}
      error={error}
      onRetry={() => void refetch()}
      aside={(reason) => (
        <>
          {reason.asksCompetitor && <Tag>{t('reasons.asksCompetitor')}</Tag>}
          {reason.asksText && <Tag>{t('reasons.asksText')}</Tag>}
        </>
      )}
      create={(body) => create.mutateAsync({ body })}
      change={(id, body, version) => change.mutateAsync({ params: { id }, body, ifMatch: version })}
      versionOf={useListVersion(listLossReasons)}
    />
  )
}

import { changeChannel, createChannel, listChannels } from '@sluice/core/catalog/contract'
import { useTranslation } from 'react-i18next'
import { useContractMutation, useContractQuery } from '../../../api/query.ts'
import { useListVersion } from '../use-list-version.ts'
import { NamedTree } from './NamedTree.tsx'

/** Where leads and deals come from. */
export function ChannelsSection() {
  const { t } = useTranslation('settings')
  const { data, isPending, error, refetch } = useContractQuery(listChannels, {})
  const create = useContractMutation(createChannel)
  const change = useContractMutation(changeChannel)
  return (
    <NamedTree
      words={{
        title: t('sections.channels'),
        note: t('channels.note'),
        add: t('channels.add'),
        addBelow: t('channels.addBelow'),
        none: t('channels.none'),
        parent: t('channels.parent'),
        noParent: t('channels.noParent'),
      }}
      items={data?.items}
      loading={isPending}
      error={error}
      onRetry={() => void refetch()}
      create={(body) => create.mutateAsync({ body })}
      change={(id, body, version) => change.mutateAsync({ params: { id }, body, ifMatch: version })}
      versionOf={useListVersion(listChannels)}
    />
  )
}

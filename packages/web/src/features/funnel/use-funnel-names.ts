import { listChannels, listLossReasons, listProducts } from '@sluice/core/catalog/contract'
import type { Pipeline } from '@sluice/core/catalog/contract'
import { listTeams, listUsers } from '@sluice/core/identity/contract'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { seldom } from '../pickers/seldom.ts'

type Named = { items: readonly { id: string; name: string }[] } | undefined
const join = (list: Named, ids: readonly string[]) => ids.map((id) => list?.items.find((one) => one.id === id)?.name ?? '…').join('、')

/** Names of everything the page speaks of, by id: stages and reasons for the figures, people and places for the filters. */
export function useFunnelNames(pipeline: Pipeline | undefined) {
  const { t } = useTranslation('funnel')
  const { data: reasons } = useContractQuery(listLossReasons, {}, seldom)
  const { data: teams } = useContractQuery(listTeams, {}, seldom)
  const { data: users } = useContractQuery(listUsers, {}, seldom)
  const { data: channels } = useContractQuery(listChannels, {}, seldom)
  const { data: products } = useContractQuery(listProducts, {}, seldom)

  return useMemo(() => {
    const stages = pipeline?.stages ?? []
    const won = pipeline?.wonName ?? ''
    return {
      won,
      stage: (id: string) => stages.find((one) => one.id === id)?.name ?? '…',
      next: (id: string) => {
        const index = stages.findIndex((one) => one.id === id)
        return stages[index + 1]?.name ?? won
      },
      reason: (id: string | null) => (id === null ? t('losses.none') : (reasons?.items.find((one) => one.id === id)?.name ?? '…')),
      team: (ids: readonly string[]) => join(teams, ids),
      /** Whether a team of one side contains one of the other: then the same deals are on both. */
      nested: (a: readonly string[], b: readonly string[]) => {
        const inside = (outer: readonly string[], inner: readonly string[]) =>
          inner.some((id) => teams?.items.find((team) => team.id === id)?.path.some((above) => outer.includes(above)) ?? false)
        return inside(a, b) || inside(b, a)
      },
      owner: (ids: readonly string[]) => join(users, ids),
      source: (ids: readonly string[]) => join(channels, ids),
      product: (ids: readonly string[]) => join(products, ids),
    }
  }, [t, pipeline, reasons, teams, users, channels, products])
}

export type FunnelNames = ReturnType<typeof useFunnelNames>

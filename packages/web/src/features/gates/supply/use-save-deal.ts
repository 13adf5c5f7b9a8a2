import { changeDeal, getDeal } from '@sluice/core/pipeline/contract'
import type { DealDetail } from '@sluice/core/pipeline/contract'
import type { BodyInputOf } from '@sluice/core/lib/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { ApiError } from '../../../api/api-error.ts'
import { call } from '../../../api/client.ts'
import { contractKey } from '../../../api/query.ts'

type DealChange = NonNullable<BodyInputOf<typeof changeDeal>>

/**
 * Fills in what a gate found missing. Somebody else's change of another field meanwhile is no conflict: the latest version is
 * read and the same is said once more. Throws what is refused.
 */
export function useSaveDeal(deal: DealDetail): (body: DealChange) => Promise<void> {
  const client = useQueryClient()
  return useCallback(
    async (body) => {
      const params = { id: deal.id }
      const save = (version: number) => call(changeDeal, { params, body, ifMatch: version })
      let saved: DealDetail
      try {
        saved = await save(deal.version)
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== 'conflict.stale_version') throw error
        saved = await save((await call(getDeal, { params })).version)
      }
      client.setQueryData(contractKey(getDeal, { params }), saved)
    },
    [client, deal],
  )
}

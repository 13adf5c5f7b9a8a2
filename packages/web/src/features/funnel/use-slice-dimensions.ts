import { listDimensions } from '@sluice/core/funnel/report-contracts'
import { useMemo } from 'react'
import { useContractQuery } from '../../api/query.ts'
import { seldom } from '../pickers/seldom.ts'

/** The dimensions of a pipeline's deals that have no filter of their own: industry, size, region, new or known customer … */
export function useSliceDimensions(pipeline: string) {
  const { data } = useContractQuery(listDimensions, { query: { pipeline } }, { ...seldom, enabled: pipeline !== '' })
  return useMemo(() => data?.items.filter((one) => one.parameter === 'slice' && one.values.length > 0) ?? [], [data])
}

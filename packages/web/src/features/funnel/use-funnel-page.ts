import { listPipelines } from '@sluice/core/catalog/contract'
import { useMemo } from 'react'
import { useContractQuery } from '../../api/query.ts'
import { useUrlState } from '../../ui/use-url-state.ts'
import { seldom } from '../pickers/seldom.ts'
import { funnelUrl, questionsOf } from './funnel-url.ts'
import { useFunnelNames } from './use-funnel-names.ts'
import { usePageWords } from './use-page-words.ts'
import { useToday } from './use-today.ts'

/** What every page about the funnel stands on: the filters in the address, the pipeline they name, the questions that follow. */
export function useFunnelPage() {
  const [url, change] = useUrlState(funnelUrl)
  const today = useToday()
  const pipelines = useContractQuery(listPipelines, {}, seldom)
  const listed = pipelines.data?.items.filter((one) => !one.isArchived || one.id === url.pipeline) ?? []
  const pipeline = listed.find((one) => one.id === url.pipeline) ?? listed[0]
  const questions = useMemo(() => questionsOf(url, today, pipeline?.id ?? ''), [url, today, pipeline?.id])
  const names = useFunnelNames(pipeline)
  const words = usePageWords(url, questions, names)
  return { url, change, today, pipelines, listed, pipeline, questions, names, words }
}

export type FunnelPageState = ReturnType<typeof useFunnelPage>

import type { ReactNode } from 'react'
import type { ApiError } from '../../api/api-error.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'

/** The page while it is read, and where there is nothing to show. */
export function DraftRead<W>(props: { read: { data: W | undefined; isPending: boolean; error: ApiError | null; refetch: () => unknown }; title: string; notFound: string; onBack: () => void; children: (whole: W) => ReactNode }) {
  const { read } = props
  if (read.data !== undefined) return props.children(read.data)
  return (
    <>
      <PageHeader title={props.title} onBack={props.onBack} />
      <Page>{read.isPending ? <Skeletons kind="cards" count={3} /> : read.error?.status === 404 ? <EmptyState title={props.notFound} /> : <ErrorState error={read.error} onRetry={() => void read.refetch()} />}</Page>
    </>
  )
}

import { useTranslation } from 'react-i18next'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { DropZone } from './DropZone.tsx'
import { ImportHistory } from './ImportHistory.tsx'
import { Templates } from './Templates.tsx'

/** Where an import begins, and the ones before. */
export function ImportHome() {
  const { t } = useTranslation('imports')
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <Page>
        <DropZone />
        <Templates />
        <ImportHistory />
      </Page>
    </>
  )
}

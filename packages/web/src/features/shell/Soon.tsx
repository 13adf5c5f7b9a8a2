import { BuildOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import type { NavKey } from './nav.tsx'

/** Holds the place of a page that is not open yet, and says so. */
export function Soon({ place }: { place: NavKey }) {
  const { t } = useTranslation('shell')
  return (
    <>
      <PageHeader title={t(`nav.${place}`)} />
      <Page>
        <EmptyState icon={<BuildOutlined />} title={t('soon.title')} text={t('soon.text')} />
      </Page>
    </>
  )
}

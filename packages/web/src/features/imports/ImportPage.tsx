import { LockOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { useMay } from '../session/use-may.ts'
import { ImportHome } from './ImportHome.tsx'
import { ImportWizard } from './ImportWizard.tsx'

/** `/import`: a new file and those before it. `/import/:id`: the wizard of one file. */
export default function ImportPage() {
  const { t } = useTranslation('imports')
  const { id } = useParams()
  const navigate = useNavigate()
  const may = useMay()
  if (!may('import', 'write')) {
    return (
      <>
        <PageHeader title={t('title')} />
        <Page>
          <EmptyState
            icon={<LockOutlined aria-hidden />}
            title={t('noPermission')}
            text={t('noPermissionText')}
            action={<Button onClick={() => void navigate(paths.deals)}>{t('toDeals')}</Button>}
          />
        </Page>
      </>
    )
  }
  return id ? <ImportWizard key={id} id={id} /> : <ImportHome />
}

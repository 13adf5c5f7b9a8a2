import { CompassOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { EmptyState } from './EmptyState.tsx'

/** No page at this address. */
export function PageNotFound({ home }: { home: string }) {
  const { t } = useTranslation('ui')
  const navigate = useNavigate()
  return (
    <EmptyState
      icon={<CompassOutlined />}
      title={t('notFound.title')}
      text={t('notFound.text')}
      action={<Button onClick={() => void navigate(home)}>{t('notFound.home')}</Button>}
    />
  )
}

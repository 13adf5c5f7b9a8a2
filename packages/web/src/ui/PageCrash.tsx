import { BugOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useRouteError } from 'react-router'
import { EmptyState } from './EmptyState.tsx'

/** A page failed to draw or to load: the frame stays, reloading is offered. */
export function PageCrash() {
  const { t } = useTranslation('ui')
  const error = useRouteError()
  useEffect(() => console.error(error), [error])
  return (
    <EmptyState
      icon={<BugOutlined />}
      title={t('crashed.title')}
      text={t('crashed.text')}
      action={
        <Button type="primary" onClick={() => location.reload()}>
          {t('crashed.reload')}
        </Button>
      }
    />
  )
}

import { ApiOutlined, DownOutlined, PhoneOutlined, ShopOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { paths } from '../../paths.ts'
import { useMay } from '../session/use-may.ts'
import { CallSheet } from './CallSheet.tsx'

/** Ways to enter leads besides the form: a call, the page for fairs, and how other systems hand them over. */
export function EntryMenu() {
  const { t } = useTranslation('doors')
  const navigate = useNavigate()
  const may = useMay()
  const [calling, setCalling] = useState(false)
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'call', icon: <PhoneOutlined />, label: t('menu.call') },
            { key: 'fair', icon: <ShopOutlined />, label: t('menu.fair') },
            ...(may('config', 'write') ? [{ key: 'settings', icon: <ApiOutlined />, label: t('menu.settings') }] : []),
          ],
          onClick: ({ key }) => {
            if (key === 'call') setCalling(true)
            else if (key === 'fair') window.open(paths.fair, '_blank')
            else void navigate(paths.settingsSection('doors'))
          },
        }}
      >
        <Button disabled={!may('lead', 'write')} icon={<DownOutlined />} iconPlacement="end" aria-label={t('more')}>
          {t('more')}
        </Button>
      </Dropdown>
      {calling && <CallSheet onClose={() => setCalling(false)} />}
    </>
  )
}

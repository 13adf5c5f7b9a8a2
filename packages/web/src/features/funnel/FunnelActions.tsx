import { DownloadOutlined, LinkOutlined, PictureOutlined, TableOutlined } from '@ant-design/icons'
import { exportFunnel } from '@sluice/core/funnel/contract'
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { apiUrl } from '../../api/client.ts'
import { saveUrl } from '../../charts/download-svg.ts'
import { copyToClipboard } from '../../ui/copy-to-clipboard.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { useToast } from '../../ui/use-toast.tsx'
import type { FunnelAsk } from './funnel-url.ts'

/** Takes the funnel along: as a picture, as figures, as a link that shows the same. */
export function FunnelActions(props: { ask: FunnelAsk; fileName: string; onPicture: () => Promise<void>; disabled: boolean }) {
  const { t, i18n } = useTranslation('funnel')
  const toast = useToast()
  const phone = usePhone()
  const picture = () => props.onPicture().catch((error: unknown) => toast.failed(error))
  const csv = () => saveUrl(apiUrl(exportFunnel, { query: { ...props.ask, locale: i18n.language === 'en' ? 'en' : 'zh-CN' } }), `${props.fileName}.csv`)
  const link = async () => {
    if (await copyToClipboard(window.location.href)) toast.done(t('download.copied'))
  }
  return (
    <Dropdown
      trigger={['click']}
      disabled={props.disabled}
      menu={{
        items: [
          { key: 'picture', icon: <PictureOutlined />, label: t('download.picture'), onClick: () => void picture() },
          { key: 'csv', icon: <TableOutlined />, label: t('download.csv'), onClick: csv },
          { key: 'link', icon: <LinkOutlined />, label: t('download.link'), onClick: () => void link() },
        ],
      }}
    >
      <Button icon={<DownloadOutlined />} aria-label={t('download.menu')}>
        {phone ? null : t('download.menu')}
      </Button>
    </Dropdown>
  )
}

import { DownloadOutlined } from '@ant-design/icons'
import type { ChannelCode } from '@sluice/core/campaigns/contract'
import { qrSvg } from '@sluice/core/campaigns/qr-svg'
import { Button, Input, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { CopyText } from '../../ui/CopyText.tsx'
import { useToast } from '../../ui/use-toast.tsx'
import styles from './Campaigns.module.css'
import { qrCaption, qrName } from './qr-caption.ts'
import { fileNames, qrPng, saveFile, svgAddress } from './qr-files.ts'

/** One code large: its link, the words beneath it, and its files. */
export function QrSheet({ code, logo, onClose }: { code: ChannelCode; logo: string | null; onClose: () => void }) {
  const { t } = useTranslation('campaigns')
  const toast = useToast()
  const [caption, setCaption] = useState(qrCaption(code).filter((line) => line !== '').join('\n'))
  const [withLogo, setWithLogo] = useState(logo !== null)
  const name = qrName(code)
  const [file = 'qr'] = fileNames([name])
  const picture = { link: code.link, caption: caption.split('\n').map((line) => line.trim()), logo: withLogo ? logo : null }
  return (
    <BottomSheet open title={t('qr.title')} onClose={onClose} width={420}>
      <div className={styles.qr}>
        <img src={svgAddress(picture)} alt={t('qr.alt', { name })} />
        <CopyText text={code.link} />
      </div>
      <label htmlFor="qr-caption">{t('qr.caption')}</label>
      <Input.TextArea id="qr-caption" value={caption} onChange={(event) => setCaption(event.target.value)} autoSize={{ minRows: 2, maxRows: 3 }} maxLength={120} placeholder={t('qr.captionHint')} />
      <p className={styles.help} style={{ marginBlock: 10 }}>
        <Switch size="small" checked={withLogo} disabled={logo === null} onChange={setWithLogo} aria-label={t('qr.withLogo')} /> {logo === null ? t('qr.noLogo') : t('qr.withLogo')}
      </p>
      <div className={styles.buttons}>
        <Button type="primary" icon={<DownloadOutlined />} onClick={() => void qrPng(picture).then((png) => saveFile(`${file}.png`, 'image/png', png), toast.failed)}>
          {t('qr.png')}
        </Button>
        <Button icon={<DownloadOutlined />} onClick={() => saveFile(`${file}.svg`, 'image/svg+xml', qrSvg(picture))}>
          {t('qr.svg')}
        </Button>
      </div>
    </BottomSheet>
  )
}

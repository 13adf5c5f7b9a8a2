import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons'
import { listChannelCodes } from '@sluice/core/campaigns/contract'
import type { Campaign } from '@sluice/core/campaigns/contract'
import { Button, Switch } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useToast } from '../../ui/use-toast.tsx'
import { ChannelSelect } from '../pickers/ChannelSelect.tsx'
import styles from './Campaigns.module.css'
import { printPictures } from './print-sheet.ts'
import { qrCaption, qrName } from './qr-caption.ts'
import { fileNames, qrZip, saveFile, svgAddress } from './qr-files.ts'

/** So many codes in one go: what one page of the API holds. */
const atMost = 200

/** All codes of a campaign, or of one channel, on a sheet of paper or in one ZIP file; withdrawn ones are left out. */
export function QrBatchSheet({ campaign, onClose }: { campaign: Campaign & { logo: string | null }; onClose: () => void }) {
  const { t } = useTranslation('campaigns')
  const toast = useToast()
  const [channel, setChannel] = useState<string | null>(null)
  const [withLogo, setWithLogo] = useState(campaign.logo !== null)
  const [busy, setBusy] = useState(false)
  const read = useContractQuery(listChannelCodes, { query: { campaign: campaign.id, limit: atMost, ...(channel && { channel }) } }, { keepPrevious: true })
  const files = useMemo(
    () => (read.data?.items ?? []).filter((code) => code.endedAt === null).map((code) => ({ link: code.link, caption: qrCaption(code), logo: withLogo ? campaign.logo : null, name: qrName(code) })),
    [read.data, withLogo, campaign.logo],
  )
  const addresses = useMemo(() => files.map((file) => svgAddress(file)), [files])
  const download = async () => {
    setBusy(true)
    try {
      saveFile(`${fileNames([campaign.name])[0] ?? 'qr'}.zip`, 'application/zip', await qrZip(files))
    } catch (error) {
      toast.failed(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <BottomSheet
      open
      title={t('qr.all', { count: files.length })}
      onClose={onClose}
      width={640}
      footer={
        <div className={styles.buttons}>
          <Button type="primary" icon={<DownloadOutlined />} loading={busy} disabled={files.length === 0} onClick={() => void download()}>
            {busy ? t('qr.working') : t('qr.zip')}
          </Button>
          <Button icon={<PrinterOutlined />} disabled={files.length === 0} onClick={() => printPictures(addresses)}>
            {t('qr.print')}
          </Button>
        </div>
      }
    >
      {read.error ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : read.isPending ? (
        <Skeletons kind="rows" />
      ) : (
        <>
          <div className={styles.buttons} style={{ marginBottom: 12, alignItems: 'center' }}>
            <ChannelSelect allowClear style={{ minWidth: 160 }} value={channel} onChange={setChannel} />
            {campaign.logo !== null && (
              <span className={styles.help}>
                <Switch size="small" checked={withLogo} onChange={setWithLogo} aria-label={t('qr.withLogo')} /> {t('qr.withLogo')}
              </span>
            )}
          </div>
          {read.data.total > atMost && <p className={styles.help}>{t('qr.truncated', { count: atMost })}</p>}
          <div className={styles.print}>
            {files.map((file, i) => (
              <img key={file.link} src={addresses[i]} alt={t('qr.alt', { name: file.name })} loading="lazy" />
            ))}
          </div>
        </>
      )}
    </BottomSheet>
  )
}

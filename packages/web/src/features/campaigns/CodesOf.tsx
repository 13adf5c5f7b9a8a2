import { PlusOutlined, PrinterOutlined, QrcodeOutlined, StopOutlined, UndoOutlined, WechatWorkOutlined } from '@ant-design/icons'
import { changeChannelCode, listChannelCodes } from '@sluice/core/campaigns/contract'
import type { Campaign, ChannelCode } from '@sluice/core/campaigns/contract'
import { listContactWays, type ContactWay } from '@sluice/core/wecom/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractMutation, useContractPages, useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { ConfirmButton } from '../../ui/ConfirmButton.tsx'
import { CopyText } from '../../ui/CopyText.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Paged } from '../../ui/Paged.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { paths } from '../../paths.ts'
import { useMay } from '../session/use-may.ts'
import styles from './Campaigns.module.css'
import { ContactWaySheet } from './ContactWaySheet.tsx'
import { MakeCodesSheet } from './MakeCodesSheet.tsx'
import { svgAddress } from './qr-files.ts'
import { QrSheet } from './QrSheet.tsx'
import { QrBatchSheet } from './QrBatchSheet.tsx'

/** The channel codes of a campaign, each with its picture, link and what it brought. */
export function CodesOf({ campaign, model }: { campaign: Campaign & { logo: string | null }; model: 'first' | 'last' }) {
  const { t } = useTranslation('campaigns')
  const phone = usePhone()
  const read = useContractPages(listChannelCodes, { query: { campaign: campaign.id, model, limit: 30 } })
  const [making, setMaking] = useState(false)
  const [printing, setPrinting] = useState(false)
  const [shown, setShown] = useState<ChannelCode | null>(null)
  const wecom = useContractQuery(listContactWays, { params: { id: campaign.id } }).data
  const [wayOf, setWayOf] = useState<ChannelCode | null>(null)
  const { t: tWecom } = useTranslation('wecom')
  const maySetUp = useMay()('config', 'write')
  const mayMake = campaign.canWrite && !campaign.isArchived
  const make = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>
      {t('codes.make')}
    </Button>
  )
  return (
    <Section
      title={t('codes.title')}
      note={phone ? undefined : t('codes.note')}
      flush
      actions={
        read.rows.length > 0 && (
          <>
            <Button icon={<PrinterOutlined />} onClick={() => setPrinting(true)}>
              {t('codes.sheet')}
            </Button>
            {mayMake && make}
          </>
        )
      }
    >
      <Paged read={read} empty={<EmptyState compact icon={<QrcodeOutlined />} title={t('codes.none')} text={mayMake ? t('codes.noneText') : undefined} action={mayMake && make} />}>
        <ul className={styles.rows} aria-label={t('codes.title')} aria-busy={read.isStale}>
          {read.rows.map((code) => (
            <CodeRow key={code.id} code={code} way={wecom?.items.find((one) => one.codeId === code.id)} isJoined={wecom?.isOn === true && mayMake} onShow={() => setShown(code)} onWay={() => setWayOf(code)} />
          ))}
        </ul>
        {maySetUp && mayMake && wecom?.isOn === false && (
          <p className={styles.wecomOff}>
            {tWecom('way.off')} <Link to={paths.settingsSection('wecom')}>{tWecom('way.setUp')}</Link>
          </p>
        )}
      </Paged>
      {making && <MakeCodesSheet campaign={campaign} onClose={() => setMaking(false)} />}
      {wayOf && wecom && <ContactWaySheet code={wayOf} way={wecom.items.find((one) => one.codeId === wayOf.id)} people={wecom.people} onClose={() => setWayOf(null)} />}
      {shown && <QrSheet code={shown} logo={campaign.logo} onClose={() => setShown(null)} />}
      {printing && <QrBatchSheet campaign={campaign} onClose={() => setPrinting(false)} />}
    </Section>
  )
}

function CodeRow({ code, way, isJoined, onShow, onWay }: { code: ChannelCode; way: ContactWay | undefined; isJoined: boolean; onShow: () => void; onWay: () => void }) {
  const { t } = useTranslation('campaigns')
  const { t: tWecom } = useTranslation('wecom')
  const format = useFormat()
  const toast = useToast()
  const phone = usePhone()
  const refresh = useRefresh()
  const save = useContractMutation(changeChannelCode, { onError: toast.failed, onSuccess: () => refresh({ type: 'campaign.changed', subjectType: 'campaign', subjectId: code.campaign.id }) })
  const end = async (isEnded: boolean) => {
    await save.mutateAsync({ params: { id: code.id }, body: { isEnded }, ifMatch: code.version })
    toast.done(t(isEnded ? 'codes.withdrawn' : 'codes.restored', { code: code.code }))
  }
  const name = [code.channel.name, code.promoter?.name ?? t('codes.nobody'), code.placement].filter((part) => part !== '').join(' · ')
  return (
    <li className={styles.row}>
      <button type="button" className={styles.thumb} onClick={onShow} aria-label={`${t('codes.show')} ${name}`}>
        <img src={svgAddress({ link: code.link, caption: [], logo: null })} alt="" />
      </button>
      {!phone && way?.qrImage && (
        <button type="button" className={styles.thumb} onClick={onWay} aria-label={tWecom('way.of', { name })} title={tWecom('way.button')}>
          <img src={way.qrImage} alt="" />
        </button>
      )}
      <div className={styles.rowMain}>
        <div className={styles.rowTitle}>
          <span>{name}</span>
          {code.endedAt !== null && <Tag tone="warn">{t('codes.ended')}</Tag>}
          {way !== undefined && <Tag tone="good">{tWecom('way.has')}</Tag>}
        </div>
        {!phone && (
          <div className={styles.rowFacts}>
            <CopyText text={code.link} />
          </div>
        )}
        <div className={`num ${styles.rowFacts}`}>
          <span>{`${t('columns.visits')} ${format.count(code.visits)}`}</span>
          <span>{`${t('columns.leads')} ${format.count(code.leads)}`}</span>
          <span>{`${t('columns.qualified')} ${format.count(code.qualified)}`}</span>
          <span>{`${t('columns.won')} ${format.count(code.won)}`}</span>
        </div>
      </div>
      {code.endedAt === null && (way !== undefined || (isJoined && code.canWrite)) && (
        <Button type="text" icon={<WechatWorkOutlined />} aria-label={`${tWecom('way.button')} ${name}`} onClick={onWay}>
          {phone ? null : tWecom('way.button')}
        </Button>
      )}
      {code.canWrite &&
        (code.endedAt === null ? (
          <ConfirmButton type="text" icon={<StopOutlined />} aria-label={`${t('codes.withdraw')} ${name}`} loading={save.isPending} question={t('codes.withdrawQuestion')} consequence={t('codes.withdrawText')} onConfirm={() => end(true).catch(() => undefined)}>
            {phone ? null : t('codes.withdraw')}
          </ConfirmButton>
        ) : (
          <Button type="text" icon={<UndoOutlined />} aria-label={`${t('codes.restore')} ${name}`} loading={save.isPending} onClick={() => void end(false).catch(() => undefined)}>
            {phone ? null : t('codes.restore')}
          </Button>
        ))}
    </li>
  )
}

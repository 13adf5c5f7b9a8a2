import { DownloadOutlined, StopOutlined } from '@ant-design/icons'
import type { ChannelCode } from '@sluice/core/campaigns/contract'
import { makeContactWay, removeContactWay, type ContactWay } from '@sluice/core/wecom/contract'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractMutation } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { ConfirmButton } from '../../ui/ConfirmButton.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useToast } from '../../ui/use-toast.tsx'
import styles from './Campaigns.module.css'
import { qrName } from './qr-caption.ts'
import { fileNames, saveFile } from './qr-files.ts'

/** The WeCom contact-me code of a channel code: made for some colleagues, then its picture. */
export function ContactWaySheet({ code, way, people, onClose }: { code: ChannelCode; way: ContactWay | undefined; people: { id: string; name: string }[]; onClose: () => void }) {
  const { t } = useTranslation('wecom')
  const toast = useToast()
  const refresh = useRefresh()
  const { promoter } = code
  const [chosen, setChosen] = useState<string[]>(promoter !== null && people.some((one) => one.id === promoter.id) ? [promoter.id] : [])
  const told = () => refresh({ type: 'campaign.changed', subjectType: 'campaign', subjectId: code.campaign.id })
  const make = useContractMutation(makeContactWay, {
    onError: toast.failed,
    onSuccess: () => {
      toast.done(t('way.made'))
      told()
    },
  })
  const remove = useContractMutation(removeContactWay, {
    onError: toast.failed,
    onSuccess: () => {
      toast.done(t('way.withdrawn'))
      told()
      onClose()
    },
  })
  const name = qrName(code)
  return (
    <BottomSheet open title={t('way.button')} onClose={onClose} width={420}>
      {way !== undefined ? (
        <>
          <div className={styles.qr}>
            {way.qrImage === null ? <p className={styles.help}>{t('way.noPicture')}</p> : <img src={way.qrImage} alt={t('way.of', { name })} />}
            <span>{name}</span>
          </div>
          <p className={styles.wayText}>{t('way.text')}</p>
          <p className={styles.wayText}>{t('way.members', { list: way.userids.join('、') })}</p>
          <div className={styles.buttons}>
            {way.qrImage !== null && <Button type="primary" icon={<DownloadOutlined />} onClick={() => savePicture(name, way.qrImage ?? '')}>{t('way.download')}</Button>}
            {way.qrImage === null && way.qrUrl !== null && /^https?:/.test(way.qrUrl) && <Button type="primary" href={way.qrUrl} target="_blank" rel="noreferrer">{t('way.open')}</Button>}
            {code.canWrite && (
              <ConfirmButton danger icon={<StopOutlined />} loading={remove.isPending} question={t('way.withdrawQuestion')} consequence={t('way.withdrawText')} onConfirm={() => remove.mutate({ params: { id: way.id } })}>
                {t('way.withdraw')}
              </ConfirmButton>
            )}
          </div>
        </>
      ) : people.length === 0 ? (
        <EmptyState compact title={t('way.nobody')} text={t('way.nobodyText')} />
      ) : (
        <>
          <p className={styles.wayText}>{t('way.text')}</p>
          <label htmlFor="way-people">{t('way.people')}</label>
          <Select
            id="way-people" mode="multiple" style={{ width: '100%', marginBlock: 6 }} value={chosen} onChange={setChosen} showSearch={{ optionFilterProp: 'label' }} placeholder={t('way.peopleNeeded')}
            options={people.map((one) => ({ value: one.id, label: one.name }))}
          />
          <p className={styles.wayText}>{t('way.peopleHint')}</p>
          <div className={styles.buttons}>
            <Button type="primary" disabled={chosen.length === 0} loading={make.isPending} onClick={() => make.mutate({ params: { id: code.id }, body: { userIds: chosen } })}>
              {t('way.make')}
            </Button>
          </div>
        </>
      )}
    </BottomSheet>
  )
}

/** A data URL as a file. */
function savePicture(name: string, picture: string): void {
  const type = /^data:(image\/[a-z]+);base64,/.exec(picture)?.[1] ?? 'image/png'
  const bytes = Uint8Array.from(atob(picture.slice(picture.indexOf(',') + 1)), (letter) => letter.charCodeAt(0))
  const [file = 'wecom'] = fileNames([name])
  saveFile(`${file}-wecom.${type === 'image/jpeg' ? 'jpg' : 'png'}`, type, bytes)
}

import { getMessagePreferences } from '@sluice/core/messages/contract'
import { addPushDevice, listPushDevices, removePushDevice, testPushDevice } from '@sluice/core/messages/push-contract'
import type { PushDevice } from '@sluice/core/messages/push-contract'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { DeleteOutlined, SendOutlined } from '@ant-design/icons'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { browserName, ownDigest, pushAbility, subscribeBrowser, unsubscribeBrowser } from '../../../api/browser-push.ts'
import type { PushAbility } from '../../../api/browser-push.ts'
import { call } from '../../../api/client.ts'
import { useContractQuery } from '../../../api/query.ts'
import { Section } from '../../../ui/Page.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { SettingRow, SettingRows } from '../SettingRows.tsx'
import styles from './Notices.module.css'

/** Browsers that show one's notices: this one is let or taken out by a click, never by itself. */
export function Devices() {
  const { t } = useTranslation('reach')
  const format = useFormat()
  const toast = useToast()
  const client = useQueryClient()
  const read = useContractQuery(listPushDevices, {})
  const [here, setHere] = useState<{ ability: PushAbility; digest: string | null } | null>(null)
  const [busy, setBusy] = useState(false)
  const look = async () => setHere({ ability: await pushAbility(), digest: await ownDigest() })
  useEffect(() => void look(), [])
  const devices = read.data?.items ?? []
  const isOn = here?.ability === 'on' && devices.some((one) => one.digest === here.digest && one.problem !== 'keys')
  const run = async (work: () => Promise<string | null>) => {
    setBusy(true)
    await work().then((text) => text !== null && toast.done(text), toast.failed)
    await look()
    await Promise.all([listPushDevices.path, getMessagePreferences.path].map((path) => client.invalidateQueries({ queryKey: [path] })))
    setBusy(false)
  }
  const turnOn = () => run(async () => {
    const subscription = await subscribeBrowser(read.data?.publicKey ?? '')
    if (subscription === null) return null
    await call(addPushDevice, { body: { name: browserName(navigator.userAgent), ...subscription } })
    return t('push.added')
  })
  const remove = (device: PushDevice) => run(async () => {
    if (device.digest === here?.digest) await unsubscribeBrowser()
    await call(removePushDevice, { params: { id: device.id } })
    return t('push.removed', { name: device.name })
  })
  const tryOut = (device: PushDevice) => run(async () => {
    await call(testPushDevice, { params: { id: device.id } })
    return t('push.tested')
  })
  const problem = (said: string) => (said === 'keys' ? t('push.keys') : t('push.problem', { said }))
  return (
    <Section
      title={t('push.title')} note={t('push.note')}
      actions={here !== null && !isOn && (here.ability === 'off' || here.ability === 'on') && <Button type="primary" loading={busy} disabled={read.data === undefined} onClick={() => void turnOn()}>{t('push.turnOn')}</Button>}
    >
      {here !== null && here.ability !== 'on' && here.ability !== 'off' && <p className={styles.hint}>{t(`push.ability.${here.ability}`)}</p>}
      {devices.length === 0 ? (
        <p className={styles.hint}>{t('push.none')}</p>
      ) : (
        <SettingRows label={t('push.title')}>
          {devices.map((device) => (
            <SettingRow
              key={device.id} title={device.name}
              detail={[device.host, device.lastAt === null ? t('push.never') : t('push.last', { time: format.relative(device.lastAt) }), ...(device.problem === null ? [] : [problem(device.problem)])].join(' · ')}
              aside={
                <>
                  {device.digest === here?.digest && <Tag tone="good">{t('push.this')}</Tag>}
                  {device.problem !== null && <Tag tone="bad">!</Tag>}
                </>
              }
              actions={[
                { key: 'test', label: t('push.test'), icon: <SendOutlined />, run: () => void tryOut(device) },
                { key: 'remove', label: t('push.remove'), icon: <DeleteOutlined />, danger: true, run: () => void remove(device) },
              ]}
            />
          ))}
        </SettingRows>
      )}
    </Section>
  )
}

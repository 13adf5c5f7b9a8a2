import { DeleteOutlined, EditOutlined, KeyOutlined, PauseCircleOutlined, PlayCircleOutlined, PlusOutlined, UnorderedListOutlined } from '@ant-design/icons'
import { changeDoor, listDoors, removeDoor, renewDoorSecret } from '@sluice/core/doors/contract'
import type { Door } from '@sluice/core/doors/contract'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/client.ts'
import { useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { paths } from '../../../paths.ts'
import { CopyText } from '../../../ui/CopyText.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import styles from '../../doors/Doors.module.css'
import { useMay } from '../../session/use-may.ts'
import { SettingRow, SettingRows } from '../SettingRows.tsx'
import { SettingSection } from '../SettingSection.tsx'
import { DeliveriesSheet } from './DeliveriesSheet.tsx'
import { DoorSheet } from './DoorSheet.tsx'

/** Webhooks by which other systems hand leads over, and the page for fairs. */
export function DoorsSection() {
  const { t } = useTranslation('doors')
  const format = useFormat()
  const toast = useToast()
  const refresh = useRefresh()
  const canWrite = useMay()('config', 'write')
  const [editing, setEditing] = useState<Door | 'new' | null>(null)
  const [logged, setLogged] = useState<Door | null>(null)
  const [shown, setShown] = useState<{ door: Door; secret: string } | null>(null)
  const read = useContractQuery(listDoors, {}, { enabled: canWrite })
  const told = () => refresh({ type: 'config.changed', subjectType: 'config', subjectId: '' })
  const run = async (work: () => Promise<unknown>, say: string) => {
    await work().then(() => toast.done(say), toast.failed)
    told()
  }
  const renew = async (door: Door) => {
    await call(renewDoorSecret, { params: { id: door.id } }).then(setShown, toast.failed)
    told()
  }
  const doors = read.data?.items ?? []
  return (
    <>
      <SettingSection
        title={t('settings.title')}
        note={t('settings.note')}
        actions={canWrite && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
            {t('settings.add')}
          </Button>
        )}
        loading={canWrite && read.isPending}
        error={read.error}
        onRetry={() => void read.refetch()}
      >
        {doors.length === 0 ? (
          <EmptyState compact title={canWrite ? t('settings.none') : t('settings.adminOnly')} text={canWrite ? t('settings.noneText') : undefined} />
        ) : (
          <SettingRows label={t('settings.title')}>
            {doors.map((door) => (
              <SettingRow
                key={door.id}
                title={door.name}
                quiet={!door.isOn}
                detail={<CopyText text={door.url}>{door.url}</CopyText>}
                aside={
                  <>
                    {!door.isOn && <Tag>{t('settings.off')}</Tag>}
                    <span className="num">{t('settings.counts', door)} · {door.lastAt === null ? t('settings.never') : t('settings.last', { time: format.relative(door.lastAt) })}</span>
                  </>
                }
                onOpen={() => setEditing(door)}
                actions={[
                  { key: 'edit', label: t('settings.edit'), icon: <EditOutlined />, run: () => setEditing(door) },
                  { key: 'log', label: t('settings.log'), icon: <UnorderedListOutlined />, run: () => setLogged(door) },
                  { key: 'renew', label: t('settings.renew'), icon: <KeyOutlined />, run: () => void renew(door) },
                  {
                    key: 'on', label: door.isOn ? t('settings.turnOff') : t('settings.on'), icon: door.isOn ? <PauseCircleOutlined /> : <PlayCircleOutlined />,
                    run: () => void run(() => call(changeDoor, { params: { id: door.id }, ifMatch: door.version, body: { isOn: !door.isOn } }), t('settings.saved')),
                  },
                  { key: 'remove', label: t('settings.remove'), icon: <DeleteOutlined />, danger: true, run: () => void run(() => call(removeDoor, { params: { id: door.id } }), t('settings.removed', { name: door.name })) },
                ]}
              />
            ))}
          </SettingRows>
        )}
      </SettingSection>
      <SettingSection second flush={false} title={t('settings.fairTitle')} note={t('settings.fairNote')}>
        <Button href={paths.fair} target="_blank">
          {t('settings.fairOpen')}
        </Button>
      </SettingSection>
      {editing !== null && (
        <DoorSheet
          door={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onMade={(made) => {
            told()
            setShown(made)
          }}
        />
      )}
      {logged !== null && <DeliveriesSheet door={logged} onClose={() => setLogged(null)} />}
      {shown !== null && (
        <Modal open title={t('settings.secretTitle')} onCancel={() => setShown(null)} onOk={() => setShown(null)} cancelButtonProps={{ hidden: true }}>
          <p>{t('settings.secretText')}</p>
          <p>
            {t('settings.url')}
            <span className={styles.code} style={{ display: 'block' }}><CopyText text={shown.door.url}>{shown.door.url}</CopyText></span>
          </p>
          <p>
            {t('settings.secret')}
            <span className={styles.code} style={{ display: 'block' }}><CopyText text={shown.secret}>{shown.secret}</CopyText></span>
          </p>
          <p className={styles.muted}>{t('settings.how')}</p>
        </Modal>
      )}
    </>
  )
}

import { EditOutlined, InboxOutlined, PlusOutlined, UndoOutlined } from '@ant-design/icons'
import { changeLeadPool, createLeadPool, listLeadPools } from '@sluice/core/lead-pools/contract'
import type { LeadPool } from '@sluice/core/lead-pools/contract'
import type { BodyInputOf } from '@sluice/core/lib/contract'
import { Button, Form, Input, InputNumber, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/client.ts'
import { useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { TeamSelect } from '../../pickers/TeamSelect.tsx'
import { useSession } from '../../session/session.ts'
import { FormSheet } from '../FormSheet.tsx'
import { SettingRow, SettingRows } from '../SettingRows.tsx'
import { SettingSection } from '../SettingSection.tsx'
import { useEditForm } from '../use-edit-form.ts'

/** Pools of leads by team: limits of picking, cool-down, recycling. */
export function PoolsSection() {
  const { t } = useTranslation('leadPools')
  const { user } = useSession()
  const toast = useToast()
  const refresh = useRefresh()
  const read = useContractQuery(listLeadPools, {})
  const [editing, edit] = useState<LeadPool | 'new' | null>(null)
  const canWrite = user.role === 'admin'
  const pools = read.data?.items ?? []
  const archive = async (pool: LeadPool, isArchived: boolean) => {
    await call(changeLeadPool, { params: { id: pool.id }, body: { isArchived }, ifMatch: pool.version }).then(() => toast.done(t('settings.saved')), toast.failed)
    refresh({ type: 'config.changed', subjectType: 'config', subjectId: pool.id })
  }
  const add = canWrite && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => edit('new')}>
      {t('settings.add')}
    </Button>
  )
  const facts = (pool: LeadPool) => [
    pool.team?.name ?? t('settings.everybody'), `${t('settings.pickPerDay')} ${pool.pickPerDay ?? t('settings.noLimit')}`, `${t('settings.handLimit')} ${pool.handLimit ?? t('settings.noLimit')}`,
    ...(pool.coolDownDays > 0 ? [t('limits.coolDown', { count: pool.coolDownDays })] : []), pool.recycleDays === null ? t('settings.never') : t('limits.recycle', { count: pool.recycleDays }),
    ...(pool.hidesDetails ? [t('limits.hidden')] : []),
  ]
  return (
    <SettingSection title={t('settings.title')} note={canWrite ? t('settings.note') : t('settings.readOnly')} actions={add} loading={read.isPending} error={read.error} onRetry={() => void read.refetch()}>
      {pools.length === 0 ? (
        <EmptyState icon={<InboxOutlined />} title={t('settings.none')} text={t('settings.noneText')} action={add} />
      ) : (
        <SettingRows label={t('settings.label')}>
          {pools.map((pool) => (
            <SettingRow
              key={pool.id}
              title={pool.name}
              quiet={pool.isArchived}
              detail={<>{facts(pool).join(' · ')}{pool.due !== null && pool.due > 0 && <><br />{t('settings.due', { count: pool.due })}</>}</>}
              aside={pool.isArchived ? <Tag>{t('settings.archived')}</Tag> : <span className="num">{t('settings.facts', { n: pool.n })}</span>}
              onOpen={canWrite ? () => edit(pool) : undefined}
              actions={
                canWrite
                  ? [
                      { key: 'edit', label: t('settings.edit'), icon: <EditOutlined />, run: () => edit(pool) },
                      pool.isArchived
                        ? { key: 'restore', label: t('settings.restore'), icon: <UndoOutlined />, run: () => void archive(pool, false) }
                        : { key: 'archive', label: t('settings.archive'), icon: <InboxOutlined />, run: () => void archive(pool, true) },
                    ]
                  : []
              }
            />
          ))}
        </SettingRows>
      )}
      {editing !== null && <PoolSheet pool={editing === 'new' ? null : editing} onClose={() => edit(null)} />}
    </SettingSection>
  )
}

type Fields = BodyInputOf<typeof createLeadPool>

const fresh: Fields = { name: '', teamId: null, pickPerDay: 20, handLimit: 50, coolDownDays: 7, recycleDays: 15, warnDays: 1, takesTeamLeads: false, hidesDetails: true }

function PoolSheet({ pool, onClose }: { pool: LeadPool | null; onClose: () => void }) {
  const { t } = useTranslation('leadPools')
  const toast = useToast()
  const refresh = useRefresh()
  const edit = useEditForm<Fields>({
    initial: pool === null ? fresh : {
      name: pool.name, teamId: pool.teamId, pickPerDay: pool.pickPerDay, handLimit: pool.handLimit, coolDownDays: pool.coolDownDays, recycleDays: pool.recycleDays, warnDays: pool.warnDays,
      takesTeamLeads: pool.takesTeamLeads, hidesDetails: pool.hidesDetails,
    },
    ...(pool !== null && { version: pool.version }),
    write: (changed, values, version) => (pool === null ? call(createLeadPool, { body: values }) : call(changeLeadPool, { params: { id: pool.id }, body: changed, ifMatch: version })),
    ...(pool !== null && { readVersion: async () => (await call(listLeadPools)).items.find((one) => one.id === pool.id)?.version ?? pool.version }),
    onDone: () => {
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: pool?.id ?? '' })
      toast.done(t('settings.saved'))
      onClose()
    },
  })
  const number = (name: 'pickPerDay' | 'handLimit' | 'coolDownDays' | 'recycleDays' | 'warnDays', label: string, most: number, empty: string | undefined, least = 0) => (
    <Form.Item name={name} label={label} rules={empty === undefined ? [{ required: true, message: label }] : []}>
      <InputNumber min={least} max={most} precision={0} placeholder={empty} style={{ width: 160 }} />
    </Form.Item>
  )
  return (
    <FormSheet title={pool?.name ?? t('settings.add')} save={t(pool === null ? 'settings.create' : 'settings.save')} edit={edit} onClose={onClose} width={560}>
      <Form.Item name="name" label={t('settings.name')} rules={[{ required: true, whitespace: true, message: t('settings.nameNeeded') }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="teamId" label={t('settings.team')}>
        <TeamField />
      </Form.Item>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: '0 16px' }}>
        {number('pickPerDay', t('settings.pickPerDay'), 1000, t('settings.noLimit'))}
        {number('handLimit', t('settings.handLimit'), 100000, t('settings.noLimit'))}
        {number('coolDownDays', t('settings.coolDown'), 365, undefined)}
        {number('recycleDays', t('settings.recycle'), 365, t('settings.never'), 1)}
        {number('warnDays', t('settings.warn'), 30, undefined)}
      </div>
      <Form.Item name="takesTeamLeads" label={t('settings.takesTeamLeads')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item name="hidesDetails" label={t('settings.hides')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </FormSheet>
  )
}

function TeamField({ id, value, onChange }: { id?: string; value?: string | null; onChange?: (id: string | null) => void }) {
  const { t } = useTranslation('leadPools')
  return <TeamSelect id={id} allowClear placeholder={t('settings.everybody')} value={value ?? null} onChange={(next) => onChange?.(next)} />
}

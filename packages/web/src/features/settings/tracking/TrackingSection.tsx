import { CodeOutlined, EditOutlined, InboxOutlined, PauseCircleOutlined, PlayCircleOutlined, PlusOutlined, UndoOutlined } from '@ant-design/icons'
import { changeSite, listSites } from '@sluice/core/tracking/contract'
import type { Site } from '@sluice/core/tracking/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/client.ts'
import { useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { useMay } from '../../session/use-may.ts'
import { SettingRow, SettingRows } from '../SettingRows.tsx'
import { SettingSection } from '../SettingSection.tsx'
import { SignalRules } from './SignalRules.tsx'
import { SiteSetup } from './SiteSetup.tsx'
import { SiteSheet } from './SiteSheet.tsx'

type Open = { sheet: 'add' } | { sheet: 'edit' | 'code'; id: string } | null

/** Web sites that report visits, with their code and whether anything arrives; and when that is worth telling. */
export function TrackingSection() {
  const { t } = useTranslation('sites')
  const { t: ts } = useTranslation('settings')
  const may = useMay()
  const refresh = useRefresh()
  const toast = useToast()
  const [open, setOpen] = useState<Open>(null)
  const read = useContractQuery(listSites, {}, { enabled: may('campaign', 'read') })
  const all = read.data?.items ?? []
  const mayWrite = may('campaign', 'write')
  const shown = open !== null && open.sheet !== 'add' ? all.find((one) => one.id === open.id) : undefined

  const set = async (site: Site, body: { isOn?: boolean; isArchived?: boolean }, done: string) => {
    try {
      const { version } = await call(changeSite, { params: { id: site.id }, body, ifMatch: site.version })
      toast.undoable(done, async () => {
        await call(changeSite, { params: { id: site.id }, body: { ...(body.isOn !== undefined && { isOn: !body.isOn }), ...(body.isArchived !== undefined && { isArchived: !body.isArchived }) }, ifMatch: version })
        refresh({ type: 'config.changed', subjectType: 'config', subjectId: site.id })
      })
    } catch (error) {
      toast.failed(error)
    }
    refresh({ type: 'config.changed', subjectType: 'config', subjectId: site.id })
  }
  const add = mayWrite && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen({ sheet: 'add' })}>
      {t('add')}
    </Button>
  )
  return (
    <>
      {may('campaign', 'read') && (
        <SettingSection title={t('title')} note={t('note')} actions={add} loading={read.isPending} error={read.error} onRetry={() => void read.refetch()}>
          {all.length === 0 ? (
            <EmptyState compact title={t('none')} text={t('noneText')} action={add} />
          ) : (
            <SettingRows label={t('title')}>
              {all.map((site) => (
                <SettingRow
                  key={site.id}
                  title={site.name}
                  quiet={site.isArchived}
                  detail={<SiteDetail site={site} />}
                  aside={site.isArchived ? <Tag>{ts('archived')}</Tag> : <SiteState site={site} />}
                  onOpen={() => setOpen({ sheet: 'code', id: site.id })}
                  actions={[
                    { key: 'code', label: t('code'), icon: <CodeOutlined />, run: () => setOpen({ sheet: 'code', id: site.id }) },
                    ...(site.canWrite
                      ? [
                          { key: 'edit', label: t('edit'), icon: <EditOutlined />, run: () => setOpen({ sheet: 'edit', id: site.id }) },
                          site.isOn
                            ? { key: 'off', label: t('disable'), icon: <PauseCircleOutlined />, run: () => void set(site, { isOn: false }, t('disabled')) }
                            : { key: 'on', label: t('enable'), icon: <PlayCircleOutlined />, run: () => void set(site, { isOn: true }, t('enabled')) },
                          site.isArchived
                            ? { key: 'restore', label: t('restore'), icon: <UndoOutlined />, run: () => void set(site, { isArchived: false }, ts('restoredDone', { name: site.name })) }
                            : { key: 'archive', label: t('archive'), icon: <InboxOutlined />, run: () => void set(site, { isArchived: true }, ts('archivedDone', { name: site.name })) },
                        ]
                      : []),
                  ]}
                />
              ))}
            </SettingRows>
          )}
        </SettingSection>
      )}
      <SignalRules second={may('campaign', 'read')} />
      {open?.sheet === 'add' && <SiteSheet onClose={() => setOpen(null)} onMade={(id) => setOpen({ sheet: 'code', id })} />}
      {open?.sheet === 'edit' && shown && <SiteSheet site={shown} onClose={() => setOpen(null)} />}
      {open?.sheet === 'code' && shown && <SiteSetup site={shown} onClose={() => setOpen(null)} />}
    </>
  )
}

function SiteDetail({ site }: { site: Site }) {
  const { t } = useTranslation('sites')
  const format = useFormat()
  return (
    <>
      {site.origins.join(' · ')}
      <br />
      {[
        t(`consent.${site.consent}`), t('today', { n: format.number(site.keptToday, 0) }), site.refusedToday > 0 ? t('refused', { n: format.number(site.refusedToday, 0) }) : null,
        site.lastAt === null ? null : t('last', { time: format.relative(site.lastAt) }),
      ].filter((part) => part !== null).join(' · ')}
    </>
  )
}

function SiteState({ site }: { site: Site }) {
  const { t } = useTranslation('sites')
  if (!site.isOn) return <Tag>{t('state.off')}</Tag>
  return site.lastAt === null ? <Tag tone="warn" dot>{t('state.waiting')}</Tag> : <Tag tone="good" dot>{t('state.on')}</Tag>
}

import { EditOutlined, InboxOutlined, PauseCircleOutlined, PlayCircleOutlined, PlusOutlined, UndoOutlined } from '@ant-design/icons'
import { changeApprovalFlow, listApprovalFlows } from '@sluice/core/approvals/contract'
import type { ApprovalFlow } from '@sluice/core/approvals/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/client.ts'
import { useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useToast } from '../../../ui/use-toast.tsx'
import { FlowEditor } from '../../approvals/flows/FlowEditor.tsx'
import { useFlowWords } from '../../approvals/flows/use-flow-words.ts'
import { useMay } from '../../session/use-may.ts'
import { SettingRow, SettingRows } from '../SettingRows.tsx'
import { SettingSection } from '../SettingSection.tsx'

/** The approval flows: what sets each off, whether it is in use, and its editor. */
export function ApprovalsSection() {
  const { t } = useTranslation('approvals')
  const mayWrite = useMay()('config', 'write')
  const toast = useToast()
  const refresh = useRefresh()
  const words = useFlowWords()
  const { data, isPending, error, refetch } = useContractQuery(listApprovalFlows, {})
  const [open, setOpen] = useState<'new' | string | null>(null)
  const flows = data?.items ?? []
  const editing = flows.find((one) => one.id === open)

  const set = async (flow: ApprovalFlow, body: { isActive?: boolean; isArchived?: boolean }) => {
    await call(changeApprovalFlow, { params: { id: flow.id }, body, ifMatch: flow.version }).then(() => toast.done(t('flows.saved')), toast.failed)
    refresh({ type: 'approval.flow', subjectType: 'config', subjectId: flow.id })
  }
  const add = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen('new')}>
      {t('flows.add')}
    </Button>
  )
  return (
    <>
      <SettingSection title={t('flows.title')} note={t('flows.note')} actions={mayWrite && add} loading={isPending} error={error} onRetry={() => void refetch()}>
        {flows.length === 0 ? (
          <EmptyState title={t('flows.none')} text={t('flows.noneText')} action={mayWrite && add} />
        ) : (
          <SettingRows label={t('flows.title')}>
            {flows.map((flow) => (
              <SettingRow
                key={flow.id}
                title={flow.name}
                quiet={!flow.isActive || flow.isArchived}
                detail={words.trigger(flow.definition)}
                aside={
                  <>
                    {flow.isArchived ? <Tag>{t('flows.archived')}</Tag> : !flow.isActive && <Tag tone="warn">{t('flows.inactive')}</Tag>}
                    {flow.waiting > 0 && <Tag tone="brand">{t('flows.waiting', { count: flow.waiting })}</Tag>}
                    <span className="num">{t('flows.steps', { count: flow.definition.steps.length })}</span>
                  </>
                }
                onOpen={() => setOpen(flow.id)}
                actions={
                  mayWrite
                    ? [
                        { key: 'edit', label: t('flows.edit'), icon: <EditOutlined />, run: () => setOpen(flow.id) },
                        ...(flow.isArchived
                          ? [{ key: 'restore', label: t('flows.restore'), icon: <UndoOutlined />, run: () => void set(flow, { isArchived: false }) }]
                          : [
                              flow.isActive
                                ? { key: 'off', label: t('flows.switchOff'), icon: <PauseCircleOutlined />, run: () => void set(flow, { isActive: false }) }
                                : { key: 'on', label: t('flows.switchOn'), icon: <PlayCircleOutlined />, run: () => void set(flow, { isActive: true }) },
                              { key: 'archive', label: t('flows.archive'), icon: <InboxOutlined />, run: () => void set(flow, { isArchived: true }) },
                            ]),
                      ]
                    : []
                }
              />
            ))}
          </SettingRows>
        )}
      </SettingSection>
      {open === 'new' && <FlowEditor flow={null} mayWrite={mayWrite} onClose={() => setOpen(null)} />}
      {editing && <FlowEditor key={editing.id} flow={editing} mayWrite={mayWrite} onClose={() => setOpen(null)} />}
    </>
  )
}

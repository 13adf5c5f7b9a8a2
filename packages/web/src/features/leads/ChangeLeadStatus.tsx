import { DownOutlined } from '@ant-design/icons'
import { leadStatuses } from '@sluice/core/leads/contract'
import type { Lead } from '@sluice/core/leads/contract'
import { Button, Dropdown, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Chips } from '../activities/Chips.tsx'
import { EffortHelp } from '../cleaning/EffortHelp.tsx'
import { LeadStatusTag } from './LeadStatusTag.tsx'

export type OpenStatus = Exclude<Lead['status'], 'converted'>
const choices = leadStatuses.filter((status): status is OpenStatus => status !== 'converted')
const reasons = ['wrongNumber', 'noNeed', 'noBudget', 'competitor', 'duplicate', 'outOfScope'] as const

/** The status of a lead as a menu; "invalid" asks why before anything is written. A converted lead keeps its status. */
export function ChangeLeadStatus(props: {
  id: string
  status: Lead['status']
  canEdit: boolean
  onChange: (status: OpenStatus, invalidReason?: string) => Promise<unknown>
}) {
  const { t } = useTranslation('leads')
  const [asking, setAsking] = useState(false)
  if (!props.canEdit || props.status === 'converted') return <LeadStatusTag status={props.status} />
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          selectable: true,
          selectedKeys: [props.status],
          items: choices.map((status) => ({ key: status, label: t(`status.${status}`), danger: status === 'invalid' })),
          onClick: ({ key }) => {
            const status = choices.find((one) => one === key)
            if (!status || status === props.status) return
            if (status === 'invalid') setAsking(true)
            else void props.onChange(status)
          },
        }}
      >
        <Button size="small" icon={<DownOutlined />} iconPlacement="end" aria-label={`${t('fields.status')} ${t(`status.${props.status}`)}`}>
          {t(`status.${props.status}`)}
        </Button>
      </Dropdown>
      {asking && <AskReason id={props.id} onClose={() => setAsking(false)} onReason={(reason) => props.onChange('invalid', reason)} />}
    </>
  )
}

function AskReason({ id, onClose, onReason }: { id: string; onClose: () => void; onReason: (reason: string) => Promise<unknown> }) {
  const { t } = useTranslation('leads')
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const known = reasons.find((one) => t(`invalidDialog.options.${one}`) === reason) ?? null
  const submit = async () => {
    setBusy(true)
    await onReason(reason.trim())
    setBusy(false)
    onClose()
  }
  return (
    <Modal
      open
      title={t('invalidDialog.title')}
      okText={t('invalidDialog.ok')}
      okButtonProps={{ danger: true, disabled: reason.trim() === '' }}
      confirmLoading={busy}
      onOk={() => void submit()}
      onCancel={onClose}
    >
      <div style={{ display: 'flex', flexDirection: 'column', gap: 12 }}>
        <EffortHelp id={id} onInstead={onClose} />
        <Chips
          label={t('invalidDialog.reason')}
          options={reasons.map((one) => ({ key: one, label: t(`invalidDialog.options.${one}`) }))}
          value={known}
          onChange={(one) => setReason(t(`invalidDialog.options.${one}`))}
        />
        <Input
          aria-label={t('invalidDialog.reason')}
          placeholder={t('invalidDialog.placeholder')}
          maxLength={300}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          onPressEnter={(event) => {
            if (reason.trim() !== '' && !event.nativeEvent.isComposing) void submit()
          }}
        />
      </div>
    </Modal>
  )
}

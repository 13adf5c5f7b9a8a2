import { ThunderboltOutlined } from '@ant-design/icons'
import { listAutomationButtons, pressAutomationButton } from '@sluice/core/automation/contract'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useContractMutation, useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { useToast } from '../../ui/use-toast.tsx'

/** The buttons by which people set automations off on a record; nothing where there are none. */
export function AutomationButtons({ object, id }: { object: 'deal' | 'lead' | 'account' | 'contact'; id: string }) {
  const { t } = useTranslation('automation')
  const toast = useToast()
  const refresh = useRefresh()
  const buttons = useContractQuery(listAutomationButtons, { query: { object, id } }).data?.items ?? []
  const press = useContractMutation(pressAutomationButton, {
    onError: toast.failed,
    onSuccess: (_, { params }) => {
      toast.done(t('buttons.pressed', { name: buttons.find((one) => one.automationId === params.id)?.label ?? '' }))
      refresh({ type: `${object}.changed`, subjectType: object, subjectId: id })
    },
  })
  if (buttons.length === 0) return null
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }} role="group" aria-label={t('buttons.label')}>
      {buttons.map((one) => (
        <Button key={one.automationId} icon={<ThunderboltOutlined />} title={one.name} loading={press.isPending && press.variables.params.id === one.automationId} onClick={() => press.mutate({ params: { id: one.automationId }, body: { recordId: id } })}>
          {one.label}
        </Button>
      ))}
    </div>
  )
}

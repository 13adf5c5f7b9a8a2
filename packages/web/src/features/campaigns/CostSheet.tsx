import { addCampaignCost } from '@sluice/core/campaigns/contract'
import type { Campaign } from '@sluice/core/campaigns/contract'
import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useContractMutation } from '../../api/query.ts'
import { dayKey } from '../../ui/format.ts'
import { useOrg } from '../../ui/org-context.ts'
import { useFormat } from '../../ui/use-format.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { ChannelSelect } from '../pickers/ChannelSelect.tsx'
import { MoneyInput } from '../pickers/MoneyInput.tsx'
import { FormSheet } from '../settings/FormSheet.tsx'
import { useEditForm } from '../settings/use-edit-form.ts'
import { DayField } from './CampaignSheet.tsx'

interface Fields {
  amountMinor: number | null | undefined
  onDay: string
  channelId: string | null
  note: string
}

/** Enters one bill of a campaign. */
export function CostSheet({ campaign, onClose, onDone }: { campaign: Campaign; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation('campaigns')
  const format = useFormat()
  const { timeZone } = useOrg()
  const toast = useToast()
  const add = useContractMutation(addCampaignCost)
  const edit = useEditForm<Fields>({
    initial: { amountMinor: null, onDay: dayKey(Date.now(), timeZone), channelId: null, note: '' },
    write: async (_, all) => {
      const cost = await add.mutateAsync({ params: { id: campaign.id }, body: { amountMinor: all.amountMinor ?? 0, onDay: all.onDay, channelId: all.channelId, note: all.note.trim() || undefined } })
      onDone()
      toast.done(t('costs.added', { amount: format.money(cost.amountMinor, campaign.currency) }))
    },
    onDone: onClose,
  })
  return (
    <FormSheet title={t('costs.add')} save={t('costs.add')} edit={edit} onClose={onClose}>
      <Form.Item name="amountMinor" label={t('columns.amount')} rules={[{ validator: (_, minor: unknown) => (typeof minor === 'number' && minor > 0 ? Promise.resolve() : Promise.reject(new Error(t('costs.amountNeeded')))) }]}>
        <AmountField currency={campaign.currency} />
      </Form.Item>
      <Form.Item name="onDay" label={t('columns.day')} rules={[{ required: true, message: t('costs.dayNeeded') }]}>
        <DayField />
      </Form.Item>
      <Form.Item name="channelId" label={t('columns.channel')} extra={t('costs.channelHint')}>
        <ChannelSelect allowClear value={null} onChange={() => undefined} />
      </Form.Item>
      <Form.Item name="note" label={t('columns.note')}>
        <Input maxLength={200} />
      </Form.Item>
    </FormSheet>
  )
}

/** The money field as a Form.Item hands it its value. */
function AmountField(props: { id?: string; value?: number | null; onChange?: (minor: number | null | undefined) => void; currency: string }) {
  return <MoneyInput id={props.id} value={props.value ?? null} currency={props.currency} onChange={(minor) => props.onChange?.(minor)} />
}

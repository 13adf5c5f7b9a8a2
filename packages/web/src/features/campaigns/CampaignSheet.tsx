import { campaignKinds, changeCampaign, createCampaign, getCampaign } from '@sluice/core/campaigns/contract'
import type { Campaign } from '@sluice/core/campaigns/contract'
import type { BodyInputOf } from '@sluice/core/lib/contract'
import { DatePicker, Form, Input, InputNumber, Select } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { useContractMutation } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { dayKey } from '../../ui/format.ts'
import { useOrg } from '../../ui/org-context.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { MoneyInput } from '../pickers/MoneyInput.tsx'
import { UserSelect } from '../pickers/UserSelect.tsx'
import { useSession } from '../session/session.ts'
import { FormSheet } from '../settings/FormSheet.tsx'
import { useEditForm } from '../settings/use-edit-form.ts'
import styles from './Campaigns.module.css'
import { LogoField } from './LogoField.tsx'
import { dayAfter } from './period.ts'

interface Fields {
  name: string
  kind: Campaign['kind']
  fromOn: string
  /** The last day; what is kept is the day after it. */
  lastOn: string | null
  ownerId: string | null
  /** `undefined` while what is typed is no amount. */
  budgetMinor: number | null | undefined
  targetLeads: number | null
  targetWonMinor: number | null | undefined
  landingUrl: string
  utmKey: string
  logo: string | null
  note: string
}

const orNull = (text: string) => text.trim() || null

/** A new campaign, or changes to one. */
export function CampaignSheet({ campaign, onClose, onMade }: { campaign?: Campaign & { logo: string | null }; onClose: () => void; onMade?: (id: string) => void }) {
  const { t } = useTranslation('campaigns')
  const org = useOrg()
  const { user } = useSession()
  const toast = useToast()
  const refresh = useRefresh()
  const create = useContractMutation(createCampaign)
  const change = useContractMutation(changeCampaign)
  const currency = campaign?.currency ?? org.currency
  const edit = useEditForm<Fields>({
    initial: {
      name: campaign?.name ?? '', kind: campaign?.kind ?? 'exhibition', fromOn: campaign?.fromOn ?? dayKey(Date.now(), org.timeZone),
      lastOn: campaign?.toOn ? dayAfter(campaign.toOn, -1) : null, ownerId: campaign?.owner.id ?? user.id, budgetMinor: campaign?.budgetMinor ?? null,
      targetLeads: campaign?.targetLeads ?? null, targetWonMinor: campaign?.targetWonMinor ?? null, landingUrl: campaign?.landingUrl ?? '',
      utmKey: campaign?.utmKey ?? '', logo: campaign?.logo ?? null, note: campaign?.note ?? '',
    },
    version: campaign?.version,
    write: async (changed, all, version) => {
      const body = bodyOf(campaign ? changed : all)
      const saved = campaign
        ? await change.mutateAsync({ params: { id: campaign.id }, body, ifMatch: version })
        : await create.mutateAsync({ body: { ...body, name: all.name, kind: all.kind, fromOn: all.fromOn } })
      refresh({ type: 'campaign.changed', subjectType: 'campaign', subjectId: saved.id })
      toast.done(campaign ? t('form.saved') : t('form.created', { name: saved.name }))
      onMade?.(saved.id)
    },
    readVersion: campaign && (async () => (await call(getCampaign, { params: { id: campaign.id }, query: {} })).version),
    onDone: onClose,
  })
  const amount = { validator: (_: unknown, minor: unknown) => (minor === undefined ? Promise.reject(new Error(t('form.amountWrong'))) : Promise.resolve()) }
  return (
    <FormSheet title={campaign ? t('form.editTitle') : t('form.createTitle')} save={campaign ? t('form.save') : t('form.add')} edit={edit} onClose={onClose} width={480}>
      <Form.Item name="name" label={t('form.name')} rules={[{ required: true, whitespace: true, message: t('form.nameNeeded') }]}>
        <Input maxLength={100} />
      </Form.Item>
      <div className={styles.two}>
        <Form.Item name="kind" label={t('form.kind')}>
          <Select options={campaignKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))} />
        </Form.Item>
        <Form.Item name="ownerId" label={t('owner')} rules={[{ required: true }]}>
          <UserSelect value={null} onChange={ignore} />
        </Form.Item>
        <Form.Item name="fromOn" label={t('form.fromOn')} rules={[{ required: true, message: t('form.fromNeeded') }]}>
          <DayField />
        </Form.Item>
        <Form.Item name="lastOn" label={t('form.lastOn')}>
          <DayField clearable placeholder={t('form.lastHint')} />
        </Form.Item>
        <Form.Item name="budgetMinor" label={t('form.budget')} rules={[amount]}>
          <AmountField currency={currency} />
        </Form.Item>
        <Form.Item name="targetWonMinor" label={t('form.targetWon')} rules={[amount]}>
          <AmountField currency={currency} />
        </Form.Item>
        <Form.Item name="targetLeads" label={t('form.targetLeads')}>
          <InputNumber min={0} max={10_000_000} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      </div>
      <Form.Item name="landingUrl" label={t('form.landing')} extra={t('form.landingHint')}>
        <Input inputMode="url" placeholder="https://" maxLength={2000} />
      </Form.Item>
      <Form.Item name="utmKey" label={t('form.utmKey')} extra={t('form.utmKeyHint')}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="logo" label={t('form.logo')} extra={t('form.logoHint')}>
        <LogoField />
      </Form.Item>
      <Form.Item name="note" label={t('form.note')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={5000} />
      </Form.Item>
    </FormSheet>
  )
}

/** What is sent: only what is there. An empty key is left to the server, which makes one from the name. */
function bodyOf({ lastOn, landingUrl, utmKey, ownerId, ...fields }: Partial<Fields>): BodyInputOf<typeof changeCampaign> {
  return {
    ...fields,
    ...(lastOn !== undefined && { toOn: lastOn === null ? null : dayAfter(lastOn, 1) }),
    ...(landingUrl !== undefined && { landingUrl: orNull(landingUrl) }),
    ...(utmKey !== undefined && utmKey.trim() !== '' && { utmKey: utmKey.trim() }),
    ...(ownerId && { ownerId }),
  }
}

// A Form.Item hands its own value and onChange to what it holds; the picker's types ask for them all the same.
const ignore = () => undefined

/** The money field as a Form.Item hands it its value. */
function AmountField(props: { id?: string; value?: number | null; onChange?: (minor: number | null | undefined) => void; currency: string }) {
  return <MoneyInput id={props.id} value={props.value ?? null} currency={props.currency} onChange={(minor) => props.onChange?.(minor)} />
}

/** A day as text, as contracts have it. */
export function DayField(props: { id?: string; value?: string | null; onChange?: (day: string | null) => void; clearable?: boolean; placeholder?: string }) {
  return (
    <DatePicker
      id={props.id}
      style={{ width: '100%' }}
      allowClear={props.clearable ?? false}
      placeholder={props.placeholder}
      value={props.value ? dayjs(props.value) : null}
      onChange={(day) => props.onChange?.(day ? day.format('YYYY-MM-DD') : null)}
    />
  )
}

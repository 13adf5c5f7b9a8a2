import { createChannelCodes } from '@sluice/core/campaigns/contract'
import type { Campaign } from '@sluice/core/campaigns/contract'
import { listUsers } from '@sluice/core/identity/contract'
import { Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useContractMutation, useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { ChannelSelect } from '../pickers/ChannelSelect.tsx'
import { seldom } from '../pickers/seldom.ts'
import { UserSelect } from '../pickers/UserSelect.tsx'
import { FormSheet } from '../settings/FormSheet.tsx'
import { useEditForm } from '../settings/use-edit-form.ts'
import styles from './Campaigns.module.css'

interface Fields {
  channelIds: string[]
  promoterIds: string[]
  placement: string
  landingUrl: string
}

/** Makes a code for each chosen channel and promoter at once. */
export function MakeCodesSheet({ campaign, onClose }: { campaign: Campaign; onClose: () => void }) {
  const { t } = useTranslation('campaigns')
  const toast = useToast()
  const refresh = useRefresh()
  const users = useContractQuery(listUsers, {}, seldom).data?.items ?? []
  const create = useContractMutation(createChannelCodes)
  const edit = useEditForm<Fields>({
    initial: { channelIds: [], promoterIds: [], placement: '', landingUrl: '' },
    write: async (_, all) => {
      const { created } = await create.mutateAsync({
        params: { id: campaign.id },
        body: { channelIds: all.channelIds, promoterIds: all.promoterIds, placement: all.placement.trim() || undefined, landingUrl: all.landingUrl.trim() || undefined },
      })
      refresh({ type: 'campaign.changed', subjectType: 'campaign', subjectId: campaign.id })
      toast.done(created === 0 ? t('codes.doneNone') : t('codes.done', { count: created }))
    },
    onDone: onClose,
  })
  const { form } = edit
  const channels = Form.useWatch('channelIds', form) ?? []
  const promoters = Form.useWatch('promoterIds', form) ?? []
  const everybody = () => form.setFieldValue('promoterIds', users.filter((one) => one.status === 'active' && (one.role === 'rep' || one.role === 'manager')).map((one) => one.id))
  return (
    <FormSheet title={t('codes.make')} save={t('codes.make')} edit={edit} onClose={onClose} width={460}>
      <Form.Item name="channelIds" label={t('codes.channels')} rules={[{ required: true, type: 'array', min: 1, message: t('codes.channelsNeeded') }]}>
        <ChannelSelect multiple value={[]} onChange={ignore} />
      </Form.Item>
      <Form.Item
        name="promoterIds"
        label={t('codes.promoters')}
        extra={
          <Button type="link" size="small" style={{ paddingInline: 0 }} onClick={everybody}>
            {t('codes.everybody')}
          </Button>
        }
      >
        <UserSelect multiple placeholder={t('codes.promotersHint')} value={[]} onChange={ignore} />
      </Form.Item>
      <Form.Item name="placement" label={t('codes.placement')} extra={t('codes.placementHint')}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="landingUrl" label={t('codes.landing')} extra={campaign.landingUrl === null ? t('codes.landingNone') : t('codes.landingHint', { url: campaign.landingUrl })}>
        <Input inputMode="url" placeholder="https://" maxLength={2000} />
      </Form.Item>
      {channels.length > 0 && <p className={styles.help}>{t('codes.count', { count: channels.length * Math.max(1, promoters.length) })}</p>}
    </FormSheet>
  )
}

// A Form.Item hands its own value and onChange to what it holds; the picker's types ask for them all the same.
const ignore = () => undefined

import { ExportOutlined, InboxOutlined, SettingOutlined } from '@ant-design/icons'
import { changeCampaign, getCampaign, touchModels } from '@sluice/core/campaigns/contract'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { useContractMutation, useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { usePhone } from '../../ui/use-media-query.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { CampaignFigures } from './CampaignFigures.tsx'
import { CampaignSheet } from './CampaignSheet.tsx'
import styles from './Campaigns.module.css'
import { campaignUrl } from './campaigns-url.ts'
import { ChannelsOf } from './ChannelsOf.tsx'
import { CodesOf } from './CodesOf.tsx'
import { CostsOf } from './CostsOf.tsx'
import { FunnelToCash } from './FunnelToCash.tsx'
import { statusTones, useCampaignWords } from './use-campaign-words.ts'

/** One campaign: what it brought, by channel, its codes and its costs. */
export default function CampaignPage() {
  const { t } = useTranslation('campaigns')
  const { id = '' } = useParams()
  const navigate = useNavigate()
  const phone = usePhone()
  const toast = useToast()
  const refresh = useRefresh()
  const words = useCampaignWords()
  const [{ model }, setUrl] = useUrlState(campaignUrl)
  const read = useContractQuery(getCampaign, { params: { id }, query: { model } }, { keepPrevious: true })
  const [editing, setEditing] = useState(false)
  const save = useContractMutation(changeCampaign, { onError: toast.failed, onSuccess: () => refresh({ type: 'campaign.changed', subjectType: 'campaign', subjectId: id }) })
  const campaign = read.data
  const back = () => void navigate(paths.campaigns)

  if (!campaign) {
    return (
      <>
        <PageHeader title={t('title')} onBack={back} />
        <Page>{read.isPending ? <Skeletons kind="tiles" count={4} /> : read.error?.status === 404 ? <EmptyState title={t('notFound')} /> : <ErrorState error={read.error} onRetry={() => void read.refetch()} />}</Page>
      </>
    )
  }
  const archive = async (isArchived: boolean) => {
    const done = await save.mutateAsync({ params: { id }, body: { isArchived }, ifMatch: campaign.version })
    const undo = () => save.mutateAsync({ params: { id }, body: { isArchived: !isArchived }, ifMatch: done.version })
    toast.undoable(t(isArchived ? 'archived' : 'restoredDone', { name: campaign.name }), undo)
  }
  return (
    <>
      <PageHeader
        title={campaign.name}
        onBack={back}
        aside={<Tag tone={statusTones[campaign.status]} dot>{words.status(campaign.status)}</Tag>}
        actions={
          campaign.canWrite && (
            <>
              <Button icon={<InboxOutlined />} loading={save.isPending} aria-label={t(campaign.isArchived ? 'restore' : 'archive')} onClick={() => void archive(!campaign.isArchived).catch(() => undefined)}>
                {phone ? null : t(campaign.isArchived ? 'restore' : 'archive')}
              </Button>
              {!campaign.isArchived && (
                <Button type="primary" icon={<SettingOutlined />} onClick={() => setEditing(true)}>
                  {t('edit')}
                </Button>
              )}
            </>
          )
        }
      >
        <div className={styles.about}>
          <span>{t(`kinds.${campaign.kind}`)}</span>
          <span className="num">{words.period(campaign)}</span>
          <span>{`${t('owner')} ${campaign.owner.name}`}</span>
          {campaign.landingUrl === null ? (
            <span>{t('noLanding')}</span>
          ) : (
            <a href={campaign.landingUrl} target="_blank" rel="noreferrer noopener" title={campaign.landingUrl}>
              <ExportOutlined aria-hidden /> {t('landing')}
            </a>
          )}
          <span>{`utm_campaign=${campaign.utmKey}`}</span>
          {campaign.figures && (
            <Select size="small" aria-label={t('model.label')} value={model} onChange={(next) => setUrl({ model: next })} popupMatchSelectWidth={false} options={touchModels.map((value) => ({ value, label: t(`model.${value}`) }))} />
          )}
        </div>
      </PageHeader>
      <Page>
        {campaign.note !== '' && <p className={styles.help}>{campaign.note}</p>}
        {campaign.figures === null ? <p className={styles.help}>{t('rep')}</p> : <CampaignFigures campaign={campaign} figures={campaign.figures} model={model} />}
        {campaign.figures && <FunnelToCash campaignId={campaign.id} model={model} />}
        <CodesOf campaign={campaign} model={model} />
        {campaign.channels && (
          <Section title={t('channels.title')} note={t('channels.note')} flush>
            <ChannelsOf channels={campaign.channels} currency={campaign.currency} />
          </Section>
        )}
        {campaign.figures && <CostsOf campaign={campaign} />}
      </Page>
      {editing && <CampaignSheet campaign={campaign} onClose={() => setEditing(false)} />}
    </>
  )
}

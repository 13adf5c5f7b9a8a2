import { CheckCircleOutlined, EditOutlined, PhoneOutlined, StopOutlined, SwapOutlined } from '@ant-design/icons'
import type { Lead } from '@sluice/core/leads/contract'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { paths } from '../../paths.ts'
import { CopyText } from '../../ui/CopyText.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { RecordBody, RecordBox } from '../../ui/record/RecordBody.tsx'
import { RecordBar, RecordFacts, RecordNotice } from '../../ui/record/RecordParts.tsx'
import { SideDrawer } from '../../ui/SideDrawer.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { Comments } from '../activities/Comments.tsx'
import { LanguageDraft } from '../language-model/LanguageDraft.tsx'
import { UnreadMark } from '../talk/UnreadMark.tsx'
import { usePartWanted } from '../talk/use-part-wanted.ts'
import { Files } from '../activities/Files.tsx'
import { NextStepBox } from '../activities/NextStepBox.tsx'
import { QuickLog } from '../activities/QuickLog.tsx'
import { HandOverBar } from '../assignment/HandOverBar.tsx'
import { LeadAssignmentPanel } from '../assignment/LeadAssignmentPanel.tsx'
import { QuickLogSheet } from '../activities/QuickLogSheet.tsx'
import { Timeline } from '../activities/Timeline.tsx'
import { LeadDuplicates } from '../cleaning/LeadDuplicates.tsx'
import { LeadScorePanel } from '../scoring/LeadScorePanel.tsx'
import { AutomationButtons } from '../automation-button/AutomationButtons.tsx'
import { LeadNurture } from '../nurture-lead/LeadNurture.tsx'
import { useRecent } from '../search/use-recent.ts'
import { useMay } from '../session/use-may.ts'
import { BehaviourPanel } from '../tracking/BehaviourPanel.tsx'
import { ChangeLeadStatus } from './ChangeLeadStatus.tsx'
import type { OpenStatus } from './ChangeLeadStatus.tsx'
import { ConvertLead } from './ConvertLead.tsx'
import { LeadForms } from '../form-submissions/LeadForms.tsx'
import { LeadFields } from './LeadFields.tsx'
import { LeadSource } from './LeadSource.tsx'
import { useLead } from './use-lead.ts'

/** A lead beside its list: its fields, next step, log and everything that happened to it. */
export function LeadRecord({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('leads')
  const { t: tt } = useTranslation('tracking')
  const toast = useToast()
  const wanted = usePartWanted()
  const phone = usePhone()
  const may = useMay()
  const { read, change, reload } = useLead(id)
  const [logging, setLogging] = useState(false)
  const [converting, setConverting] = useState(false)
  const lead = read.data
  const navigate = useNavigate()
  // A merged lead's address shows the one that stands for it: its own address is the right one.
  const survivor = lead !== undefined && lead.id !== id ? lead.id : null
  useEffect(() => {
    if (survivor !== null) void navigate(paths.lead(survivor), { replace: true })
  }, [survivor, navigate])
  useRecent(lead && { type: 'lead', id: lead.id, name: lead.name, detail: lead.company ?? '' })

  const open = lead !== undefined && lead.status !== 'converted'
  const mayConvert = lead !== undefined && open && lead.canWrite && may('deal', 'write') && may('account', 'write')
  const changeStatus = async (status: OpenStatus, invalidReason?: string) => {
    if (!lead) return
    const before = lead.status
    try {
      await change({ status, ...(invalidReason === undefined ? {} : { invalidReason }) })
      const say = t('record.statusDone', { status: t(`status.${status}`) })
      if (before === 'converted') return
      toast.undoable(say, () => change(before === 'invalid' ? { status: before, invalidReason: lead.invalidReason } : { status: before }))
    } catch (error) {
      toast.failed(error)
    }
  }

  return (
    <SideDrawer
      open
      width={920}
      onClose={onClose}
      title={lead ? <LeadTitle lead={lead} /> : t('title')}
      extra={
        lead && (
          <span style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
            <ChangeLeadStatus id={lead.id} status={lead.status} canEdit={lead.canWrite} onChange={changeStatus} />
            {!phone && mayConvert && (
              <Button type="primary" icon={<SwapOutlined />} onClick={() => setConverting(true)}>
                {t('record.convert')}
              </Button>
            )}
          </span>
        )
      }
      footer={
        phone && lead?.canWrite ? (
          <RecordBar>
            {lead.phone && (
              <Button size="large" icon={<PhoneOutlined />} href={`tel:${lead.phone}`}>
                {t('record.call')}
              </Button>
            )}
            {mayConvert && (
              <Button size="large" icon={<SwapOutlined />} onClick={() => setConverting(true)}>
                {t('record.convert')}
              </Button>
            )}
            <Button size="large" type="primary" icon={<EditOutlined />} onClick={() => setLogging(true)}>
              {t('record.log')}
            </Button>
          </RecordBar>
        ) : undefined
      }
    >
      {read.isPending ? (
        <Skeletons kind="record" />
      ) : read.error && !lead ? (
        read.error.status === 404 ? (
          <EmptyState title={t('record.notFound')} />
        ) : (
          <ErrorState error={read.error} onRetry={() => void reload()} />
        )
      ) : lead ? (
        <RecordBody
          start={wanted}
          top={
            <>
              <LeadFacts lead={lead} />
              <AutomationButtons object="lead" id={lead.id} />
              <HandOverBar leadId={lead.id} onGone={onClose} />
              {lead.status === 'converted' && <ConvertedNotice lead={lead} />}
              {lead.status === 'invalid' && (
                <RecordNotice tone="bad" icon={<StopOutlined />}>
                  {t('record.invalid', { reason: lead.invalidReason ?? '—' })}
                </RecordNotice>
              )}
              {!lead.canWrite && <RecordNotice>{t('record.readOnly')}</RecordNotice>}
              {open && <NextStepBox nextStep={lead.nextStep} nextStepDue={lead.nextStepDue} canEdit={lead.canWrite} onSave={change} />}
            </>
          }
          aboveParts={
            !phone && lead.canWrite ? (
              <RecordBox>
                <QuickLog subjectType="lead" subjectId={lead.id} canWrite nextStep={lead.nextStep} />
              </RecordBox>
            ) : undefined
          }
          fieldsLabel={t('record.fields')}
          fields={
            <>
              <LeadScorePanel leadId={lead.id} />
              <LeadFields lead={lead} canEdit={lead.canWrite && open} onChange={change} onReload={reload} />
              <LeadDuplicates id={lead.id} onMerged={(keptId) => keptId !== id && void navigate(paths.lead(keptId), { replace: true })} />
              <LeadAssignmentPanel leadId={lead.id} />
              <LeadNurture leadId={lead.id} canWrite={lead.canWrite} />
              <LeadSource first={lead.firstTouch} last={lead.lastTouch} />
              <LeadForms leadId={lead.id} />
            </>
          }
          parts={[
            { key: 'timeline', label: t('record.timeline'), content: <><LanguageDraft question={{ kind: 'mail', subjectType: 'lead', subjectId: lead.id }} /><Timeline subjectType="lead" subjectId={lead.id} canWrite={lead.canWrite} /></> },
            { key: 'behaviour', label: tt('behaviour.tab'), content: <BehaviourPanel leadId={lead.id} /> },
            { key: 'comments', label: t('record.comments'), mark: <UnreadMark subjectType="lead" subjectId={lead.id} />, content: <Comments subjectType="lead" subjectId={lead.id} canWrite={lead.canWrite} /> },
            { key: 'files', label: t('record.files'), content: <Files subjectType="lead" subjectId={lead.id} canWrite={lead.canWrite} /> },
          ]}
        />
      ) : null}
      {lead && (
        <QuickLogSheet open={logging} onClose={() => setLogging(false)} name={lead.name} subjectType="lead" subjectId={lead.id} canWrite={lead.canWrite} nextStep={lead.nextStep} />
      )}
      {lead && converting && <ConvertLead lead={lead} onClose={() => setConverting(false)} />}
    </SideDrawer>
  )
}

function LeadTitle({ lead }: { lead: Lead }) {
  const whole = lead.company ? `${lead.name} · ${lead.company}` : lead.name
  return <span title={whole}>{whole}</span>
}

function LeadFacts({ lead }: { lead: Lead }) {
  const { t } = useTranslation('leads')
  const format = useFormat()
  return (
    <RecordFacts
      facts={[
        { label: t('fields.phone'), value: lead.phone && <CopyText text={lead.phone}>{<a href={`tel:${lead.phone}`}>{format.phone(lead.phone)}</a>}</CopyText> },
        { label: t('fields.wechat'), value: lead.wechat && <CopyText text={lead.wechat} /> },
        { label: t('fields.owner'), value: lead.owner?.name ?? t('unassigned') },
        { label: t('columns.activity'), value: lead.lastActivityAt ? format.relative(lead.lastActivityAt) : t('never') },
        { label: t('fields.score'), value: lead.score === null ? null : format.number(lead.score, 0) },
      ]}
    />
  )
}

function ConvertedNotice({ lead }: { lead: Lead }) {
  const { t } = useTranslation('leads')
  const format = useFormat()
  return (
    <RecordNotice tone="good" icon={<CheckCircleOutlined />}>
      <span>{t('record.convertedText', { time: format.dateTime(lead.convertedAt) })}</span>
      {lead.convertedDealId && <Link to={paths.deal(lead.convertedDealId)}>{t('record.toDeal')}</Link>}
      {lead.convertedAccountId && <Link to={paths.account(lead.convertedAccountId)}>{t('record.toAccount')}</Link>}
      {lead.convertedContactId && <Link to={paths.contact(lead.convertedContactId)}>{t('record.toContact')}</Link>}
    </RecordNotice>
  )
}

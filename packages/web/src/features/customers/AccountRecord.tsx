import { EditOutlined, GlobalOutlined, PhoneOutlined, PlusOutlined } from '@ant-design/icons'
import type { Account } from '@sluice/core/customers/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CopyText } from '../../ui/CopyText.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { RecordBody, RecordBox } from '../../ui/record/RecordBody.tsx'
import { RecordBar, RecordFacts, RecordNotice } from '../../ui/record/RecordParts.tsx'
import { SideDrawer } from '../../ui/SideDrawer.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { Comments } from '../activities/Comments.tsx'
import { UnreadMark } from '../talk/UnreadMark.tsx'
import { usePartWanted } from '../talk/use-part-wanted.ts'
import { Files } from '../activities/Files.tsx'
import { QuickLog } from '../activities/QuickLog.tsx'
import { QuickLogSheet } from '../activities/QuickLogSheet.tsx'
import { Timeline } from '../activities/Timeline.tsx'
import { useRecent } from '../search/use-recent.ts'
import { AutomationButtons } from '../automation-button/AutomationButtons.tsx'
import { ProjectsOfAccount } from '../projects/ProjectsOf.tsx'
import { useMay } from '../session/use-may.ts'
import { openFrameAction } from '../shell/shell-slots.ts'
import { AccountFields } from './AccountFields.tsx'
import { ContactsOf } from './ContactsOf.tsx'
import { DealsOf } from './DealsOf.tsx'
import { useAccount } from './use-customer.ts'
import { websiteLink } from './website-link.ts'

/** An account beside its list: people, deals, and everything that happened with it. */
export function AccountRecord({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('customers')
  const { t: tp } = useTranslation('projects')
  const wanted = usePartWanted()
  const phone = usePhone()
  const may = useMay()
  const { read, change, reload } = useAccount(id)
  const [logging, setLogging] = useState(false)
  const account = read.data
  useRecent(account && { type: 'account', id: account.id, name: account.name, detail: [account.industry, account.region].filter(Boolean).join(' · ') })

  return (
    <SideDrawer
      open
      width={920}
      onClose={onClose}
      title={account ? <span title={account.name}>{account.name}</span> : t('accounts.title')}
      footer={
        phone && account?.canWrite ? (
          <RecordBar>
            {account.phone && (
              <Button size="large" icon={<PhoneOutlined />} href={`tel:${account.phone}`}>
                {t('record.call')}
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
      ) : !account ? (
        read.error?.status === 404 ? <EmptyState title={t('record.notFoundAccount')} /> : <ErrorState error={read.error} onRetry={() => void reload()} />
      ) : (
        <RecordBody
          start={wanted}
          top={
            <>
              <AccountFacts account={account} />
              <AutomationButtons object="account" id={account.id} />
              {!account.canWrite && <RecordNotice>{t('record.readOnly')}</RecordNotice>}
            </>
          }
          aboveParts={
            !phone && account.canWrite ? (
              <RecordBox>
                <QuickLog subjectType="account" subjectId={id} canWrite contacts={account.contacts} />
              </RecordBox>
            ) : undefined
          }
          fieldsLabel={t('record.fields')}
          fields={<AccountFields account={account} canEdit={account.canWrite} onChange={change} onReload={reload} />}
          parts={[
            {
              key: 'deals',
              label: t('record.deals'),
              content: (
                <DealsOf
                  accountId={id}
                  action={
                    may('deal', 'write') && (
                      <Button icon={<PlusOutlined />} onClick={() => openFrameAction('createDeal', { type: 'account', id, name: account.name })}>
                        {t('record.addDeal')}
                      </Button>
                    )
                  }
                />
              ),
            },
            {
              key: 'contacts',
              label: t('record.contacts'),
              count: account.contacts.length,
              content: <ContactsOf account={account} contacts={account.contacts} mayAdd={may('contact', 'write')} />,
            },
            { key: 'projects', label: tp('of.title'), content: <ProjectsOfAccount accountId={id} mayStart={account.canWrite} /> },
            { key: 'timeline', label: t('record.timeline'), content: <Timeline subjectType="account" subjectId={id} canWrite={account.canWrite} /> },
            { key: 'comments', label: t('record.comments'), mark: <UnreadMark subjectType="account" subjectId={id} />, content: <Comments subjectType="account" subjectId={id} canWrite={account.canWrite} /> },
            { key: 'files', label: t('record.files'), content: <Files subjectType="account" subjectId={id} canWrite={account.canWrite} /> },
          ]}
        />
      )}
      {account && (
        <QuickLogSheet open={logging} onClose={() => setLogging(false)} name={account.name} subjectType="account" subjectId={id} canWrite={account.canWrite} contacts={account.contacts} />
      )}
    </SideDrawer>
  )
}

function AccountFacts({ account }: { account: Account }) {
  const { t } = useTranslation('customers')
  const format = useFormat()
  const link = websiteLink(account.website)
  return (
    <RecordFacts
      facts={[
        { label: t('fields.openDeals'), value: format.count(account.openDeals) },
        { label: t('fields.wonDeals'), value: format.count(account.wonDeals) },
        { label: t('fields.wonAmount'), value: account.wonDeals === 0 ? null : format.money(account.wonAmountMinor) },
        { label: t('fields.phone'), value: account.phone && <CopyText text={account.phone}>{<a href={`tel:${account.phone}`}>{format.phone(account.phone)}</a>}</CopyText> },
        { label: t('fields.owner'), value: account.owner?.name ?? t('unassigned') },
        { label: t('fields.activity'), value: account.lastActivityAt ? format.relative(account.lastActivityAt) : t('never') },
        {
          label: t('fields.website'),
          value: link && (
            <a href={link} target="_blank" rel="noreferrer noopener" title={account.website ?? undefined}>
              <GlobalOutlined aria-hidden /> {t('record.openWebsite')}
            </a>
          ),
        },
      ]}
    />
  )
}

import { EditOutlined, PhoneOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
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
import { Comments } from '../activities/Comments.tsx'
import { UnreadMark } from '../talk/UnreadMark.tsx'
import { usePartWanted } from '../talk/use-part-wanted.ts'
import { Files } from '../activities/Files.tsx'
import { QuickLog } from '../activities/QuickLog.tsx'
import { QuickLogSheet } from '../activities/QuickLogSheet.tsx'
import { Timeline } from '../activities/Timeline.tsx'
import { AutomationButtons } from '../automation-button/AutomationButtons.tsx'
import { useRecent } from '../search/use-recent.ts'
import { ContactFields } from './ContactFields.tsx'
import { DealsOf } from './DealsOf.tsx'
import { useContact } from './use-customer.ts'

/** A contact beside its list: how to reach them, the deals they have a part in, and everything that happened. */
export function ContactRecord({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('customers')
  const wanted = usePartWanted()
  const phone = usePhone()
  const format = useFormat()
  const { read, change, reload } = useContact(id)
  const [logging, setLogging] = useState(false)
  const contact = read.data
  useRecent(contact && { type: 'contact', id: contact.id, name: contact.name, detail: contact.account?.name ?? '' })

  return (
    <SideDrawer
      open
      width={920}
      onClose={onClose}
      title={contact ? contact.name : t('contacts.title')}
      footer={
        phone && contact?.canWrite ? (
          <RecordBar>
            {contact.phone && (
              <Button size="large" icon={<PhoneOutlined />} href={`tel:${contact.phone}`}>
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
      ) : !contact ? (
        read.error?.status === 404 ? <EmptyState title={t('record.notFoundContact')} /> : <ErrorState error={read.error} onRetry={() => void reload()} />
      ) : (
        <RecordBody
          start={wanted}
          top={
            <>
              <RecordFacts
                facts={[
                  { label: t('fields.account'), value: contact.account && <Link to={paths.account(contact.account.id)}>{contact.account.name}</Link> },
                  { label: t('fields.title'), value: [contact.title, contact.department].filter(Boolean).join(' · ') },
                  { label: t('fields.phone'), value: contact.phone && <CopyText text={contact.phone}>{<a href={`tel:${contact.phone}`}>{format.phone(contact.phone)}</a>}</CopyText> },
                  { label: t('fields.wechat'), value: contact.wechat && <CopyText text={contact.wechat} /> },
                  { label: t('fields.activity'), value: contact.lastActivityAt ? format.relative(contact.lastActivityAt) : t('never') },
                ]}
              />
              <AutomationButtons object="contact" id={contact.id} />
              {!contact.canWrite && <RecordNotice>{t('record.readOnly')}</RecordNotice>}
            </>
          }
          aboveParts={
            !phone && contact.canWrite ? (
              <RecordBox>
                <QuickLog subjectType="contact" subjectId={id} canWrite />
              </RecordBox>
            ) : undefined
          }
          fieldsLabel={t('record.fields')}
          fields={<ContactFields contact={contact} canEdit={contact.canWrite} onChange={change} onReload={reload} />}
          parts={[
            { key: 'timeline', label: t('record.timeline'), content: <Timeline subjectType="contact" subjectId={id} canWrite={contact.canWrite} /> },
            { key: 'deals', label: t('record.deals'), content: <DealsOf contactId={id} /> },
            { key: 'comments', label: t('record.comments'), mark: <UnreadMark subjectType="contact" subjectId={id} />, content: <Comments subjectType="contact" subjectId={id} canWrite={contact.canWrite} /> },
            { key: 'files', label: t('record.files'), content: <Files subjectType="contact" subjectId={id} canWrite={contact.canWrite} /> },
          ]}
        />
      )}
      {contact && <QuickLogSheet open={logging} onClose={() => setLogging(false)} name={contact.name} subjectType="contact" subjectId={id} canWrite={contact.canWrite} />}
    </SideDrawer>
  )
}

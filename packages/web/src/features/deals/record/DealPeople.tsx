import { EditOutlined } from '@ant-design/icons'
import { setDealCollaborators } from '@sluice/core/pipeline/contract'
import type { DealDetail } from '@sluice/core/pipeline/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../api/client.ts'
import { Section } from '../../../ui/Page.tsx'
import { UserAvatar } from '../../../ui/UserAvatar.tsx'
import { UserSelect } from '../../pickers/UserSelect.tsx'
import { useNames, useUsers } from '../lookups.ts'
import { useDealPart } from './use-deal-part.ts'

/** Who works on the deal besides its owner. */
export function DealPeople({ deal }: { deal: DealDetail }) {
  const { t } = useTranslation('deals')
  const names = useNames(useUsers().data)
  const change = useDealPart(deal)
  const [draft, setDraft] = useState<string[] | null>(null)
  const ids = deal.collaborators.map((one) => one.id)
  const save = () => {
    const next = draft ?? ids
    setDraft(null)
    if (next.join() !== ids.join())
      void change({ collaborators: next.map((id) => ({ id, name: names.get(id) ?? '' })) }, () =>
        call(setDealCollaborators, { params: { id: deal.id }, body: { userIds: next } }),
      )
  }
  return (
    <Section
      title={t('record.collaborators')}
      actions={
        deal.canWrite &&
        draft === null && (
          <Button size="small" type="text" icon={<EditOutlined />} aria-label={t('list.edit', { field: t('record.collaborators') })} onClick={() => setDraft(ids)} />
        )
      }
    >
      {draft !== null ? (
        <UserSelect multiple value={draft} onChange={(next) => setDraft(next.slice(0, 30))} defaultOpen autoFocus style={{ width: '100%' }} onBlur={save} />
      ) : ids.length === 0 ? (
        <span style={{ color: 'var(--s-text-tertiary)' }}>{t('record.noCollaborators')}</span>
      ) : (
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: '6px 14px' }}>
          {deal.collaborators.map((one) => (
            <UserAvatar key={one.id} name={one.name} size={22} label />
          ))}
        </div>
      )}
    </Section>
  )
}

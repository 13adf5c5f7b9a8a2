import { dismissLeadPair, listLeadDuplicates, listLeadMerges, restoreLeadPair } from '@sluice/core/cleaning/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { call } from '../../api/client.ts'
import { useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { paths } from '../../paths.ts'
import { RecordBox } from '../../ui/record/RecordBody.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useToast } from '../../ui/use-toast.tsx'
import styles from './Cleaning.module.css'
import { MergesOf } from './MergesOf.tsx'
import { MergeSheet } from './MergeSheet.tsx'
import { Reasons, Score } from './Reasons.tsx'

const pathOf = { lead: paths.lead, account: paths.account, contact: paths.contact } as const

/** On a lead's page: what may be the same, to merge or to set aside, and what was merged into it. Nothing where there is neither. */
export function LeadDuplicates({ id, onMerged }: { id: string; onMerged: (keptId: string) => void }) {
  const { t } = useTranslation('cleaning')
  const toast = useToast()
  const refresh = useRefresh()
  const [merging, setMerging] = useState<string | null>(null)
  const found = useContractQuery(listLeadDuplicates, { params: { id } }).data?.items ?? []
  const merges = useContractQuery(listLeadMerges, { query: { lead: id, limit: 20 } }).data?.items ?? []
  const told = () => refresh({ type: 'lead.merged', subjectType: 'lead', subjectId: id })
  const setAside = async (other: string) => {
    const body = { a: id, b: other }
    try {
      await call(dismissLeadPair, { body })
      toast.undoable(t('dismissed'), async () => {
        await call(restoreLeadPair, { body })
        told()
      })
    } catch (error) {
      toast.failed(error)
    }
    told()
  }
  const open = merges.filter((one) => one.undoneAt === null)
  if (found.length === 0 && open.length === 0) return null
  return (
    <>
      {found.length > 0 && (
        <RecordBox title={t('panel.title')}>
          <ul className={styles.list} aria-label={t('panel.title')}>
            {found.map((one) => (
              <li key={`${one.subjectType} ${one.id}`}>
                <span className={styles.line}>
                  <Tag>{t(`types.${one.subjectType}`)}</Tag>
                  <Link to={pathOf[one.subjectType](one.id)} title={[one.name, one.company].filter(Boolean).join(' · ')}>
                    {[one.name, one.subjectType === 'account' ? null : one.company].filter(Boolean).join(' · ')}
                  </Link>
                  <Score score={one.score} />
                </span>
                <Reasons reasons={one.reasons} />
                {one.canMerge && (
                  <span className={styles.actions}>
                    <Button size="small" type="primary" ghost onClick={() => setMerging(one.id)}>
                      {t('merge')}
                    </Button>
                    <Button size="small" onClick={() => void setAside(one.id)}>
                      {t('notSame')}
                    </Button>
                  </span>
                )}
              </li>
            ))}
          </ul>
        </RecordBox>
      )}
      {open.length > 0 && (
        <RecordBox title={t('panel.merges')}>
          <MergesOf merges={open} />
        </RecordBox>
      )}
      {merging !== null && <MergeSheet ids={[id, merging]} onClose={() => setMerging(null)} onMerged={onMerged} />}
    </>
  )
}

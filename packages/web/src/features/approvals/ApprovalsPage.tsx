import { AuditOutlined } from '@ant-design/icons'
import { listApprovals } from '@sluice/core/approvals/contract'
import { Badge, Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useNavigate, useParams } from 'react-router'
import { z } from 'zod'
import { useContractPages } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { Paged } from '../../ui/Paged.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { useMay } from '../session/use-may.ts'
import { AbsenceSheet } from './AbsenceSheet.tsx'
import { ApprovalCard } from './ApprovalCard.tsx'
import { ApprovalRecord } from './ApprovalRecord.tsx'
import styles from './Approvals.module.css'
import { useDecide } from './use-decide.tsx'

const boxes = ['mine', 'sent', 'done', 'all'] as const
const approvalsUrl = z.object({ box: z.enum(boxes).default('mine') })

/** 审批: what waits for one, what one asked for, what one decided; `/approvals/:id` opens one beside it. */
export default function ApprovalsPage() {
  const { t } = useTranslation('approvals')
  const { id } = useParams()
  const navigate = useNavigate()
  const { search } = useLocation()
  const may = useMay()
  const [url, change] = useUrlState(approvalsUrl)
  const [absent, setAbsent] = useState(false)
  const { busy, approve, refuse, sheet } = useDecide()
  const [deciding, setDeciding] = useState<string | null>(null)
  const read = useContractPages(listApprovals, { query: { box: url.box, limit: 30 } })
  const waiting = read.firstPage?.waitingForMe ?? 0
  return (
    <>
      <PageHeader title={t('title')} actions={<Button onClick={() => setAbsent(true)}>{t('absence.button')}</Button>}>
        <div className={styles.tabs}>
          <Segmented
            value={url.box}
            aria-label={t('boxesLabel')}
            onChange={(box) => change({ box })}
            options={boxes.map((box) => ({
              value: box,
              label: box === 'mine' && waiting > 0 ? <>{t('boxes.mine')} <Badge count={waiting} size="small" color="var(--s-brand)" /></> : t(`boxes.${box}`),
            }))}
          />
        </div>
      </PageHeader>
      <Page>
        <Paged
          read={read}
          empty={
            <EmptyState
              icon={<AuditOutlined />}
              title={t(`empty.${url.box}`)}
              text={t(`empty.${url.box}Text`)}
              action={
                url.box === 'all' && may('config', 'write') ? (
                  <Link to={paths.settingsSection('approvals')}>
                    <Button type="primary">{t('setUp')}</Button>
                  </Link>
                ) : undefined
              }
            />
          }
        >
          <ul className={styles.cards} aria-label={t('label')} aria-busy={read.isStale}>
            {read.rows.map((approval) => (
              <ApprovalCard
                key={approval.id}
                approval={approval}
                busy={busy && deciding === approval.id}
                onOpen={() => void navigate({ pathname: paths.approval(approval.id), search })}
                onApprove={() => {
                  setDeciding(approval.id)
                  void approve(approval)
                }}
                onRefuse={(decision) => refuse(approval, decision)}
              />
            ))}
          </ul>
        </Paged>
      </Page>
      {id !== undefined && <ApprovalRecord key={id} id={id} onClose={() => void navigate({ pathname: paths.approvals, search })} />}
      {absent && <AbsenceSheet onClose={() => setAbsent(false)} />}
      {sheet}
    </>
  )
}

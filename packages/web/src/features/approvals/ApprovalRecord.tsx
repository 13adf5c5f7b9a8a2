import { EllipsisOutlined, LockOutlined } from '@ant-design/icons'
import { addApprover, commentApproval, delegateApproval, getApproval, resubmitApproval, withdrawApproval } from '@sluice/core/approvals/contract'
import type { Approval } from '@sluice/core/approvals/contract'
import { listUsers } from '@sluice/core/identity/contract'
import { Button, Dropdown, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { call } from '../../api/client.ts'
import { useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { InSlot } from '../../ui/InSlot.tsx'
import { SideDrawer } from '../../ui/SideDrawer.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { UserAvatar } from '../../ui/UserAvatar.tsx'
import { ApprovalPath } from './ApprovalPath.tsx'
import { ApprovalStatusTag } from './ApprovalStatusTag.tsx'
import styles from './Approvals.module.css'
import { CommentSheet } from './CommentSheet.tsx'
import { PersonSheet } from './PersonSheet.tsx'
import { useApprovalAction } from './use-approval-actions.ts'
import { useAsks } from './use-asks.ts'
import { useDecide } from './use-decide.tsx'
import { WhereItWaits } from './WhereItWaits.tsx'

/** One approval beside the inbox: the deal, its steps, what was said; and everything the viewer may do to it. */
export function ApprovalRecord({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('approvals')
  const { data, error, refetch } = useContractQuery(getApproval, { params: { id } })
  const [footer, setFooter] = useState<HTMLElement | null>(null)
  const acts = data && (data.myTaskId !== null || data.mayWithdraw || data.mayResubmit)
  return (
    <SideDrawer open onClose={onClose} width={620} title={data ? `${data.flowName} ${t('number', { number: data.number })}` : t('title')} footer={acts ? <div ref={setFooter} /> : undefined}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : data ? <Shown approval={data} footer={footer} /> : <Skeletons kind="record" />}
    </SideDrawer>
  )
}

function Shown({ approval, footer }: { approval: Approval; footer: HTMLElement | null }) {
  const { t } = useTranslation('approvals')
  const format = useFormat()
  const asks = useAsks()
  const { deal } = approval
  return (
    <div className={styles.record}>
      <div className={styles.head}>
        <h2>
          <Link to={paths.deal(deal.id)}>{deal.title}</Link>
        </h2>
        <span className={styles.asks}>
          <strong>{asks(approval)}</strong>
          <ApprovalStatusTag status={approval.status} />
          <WhereItWaits approval={approval} />
        </span>
        {approval.status === 'waiting' && approval.lock !== 'none' && (
          <span className={styles.lock}>
            <LockOutlined aria-hidden /> {t(`lock.${approval.lock}`)}
          </span>
        )}
      </div>
      <dl className={styles.dl}>
        <div>
          <dt>{t('amount')}</dt>
          <dd className={`num ${styles.amount}`}>{format.money(deal.amountMinor, deal.currency)}</dd>
        </div>
        {deal.account && (
          <div>
            <dt>{t('account')}</dt>
            <dd>
              <Link to={paths.account(deal.account.id)}>{deal.account.name}</Link>
            </dd>
          </div>
        )}
        <div>
          <dt>{t('requester')}</dt>
          <dd>{approval.requestedBy.name}</dd>
        </div>
        <div>
          <dt>{t('requested')}</dt>
          <dd className="num">{format.dateTime(approval.requestedAt)}</dd>
        </div>
        {approval.endedAt && (
          <div>
            <dt>{t('ended')}</dt>
            <dd className="num">{format.dateTime(approval.endedAt)}</dd>
          </div>
        )}
      </dl>
      {approval.comment !== '' && <p className={styles.reason}>{approval.comment}</p>}
      <section>
        <h3 className={styles.h3}>{t('path')}</h3>
        <ApprovalPath approval={approval} />
      </section>
      <Comments approval={approval} />
      <Actions approval={approval} footer={footer} />
    </div>
  )
}

function Comments({ approval }: { approval: Approval }) {
  const { t } = useTranslation('approvals')
  const format = useFormat()
  const [text, setText] = useState('')
  const { busy, run } = useApprovalAction()
  const send = async () => {
    if (await run(approval.deal.id, () => call(commentApproval, { params: { id: approval.id }, body: { text: text.trim() } }), t('send'))) setText('')
  }
  return (
    <section>
      <h3 className={styles.h3}>{t('comments')}</h3>
      <ul className={styles.comments}>
        {approval.comments.map((one) => (
          <li key={`${one.at} ${one.author?.id ?? ''}`} className={styles.comment}>
            <UserAvatar name={one.author?.name ?? '?'} size={24} />
            <div>
              <strong>{one.author?.name}</strong>{' '}
              <small className="num" title={format.dateTime(one.at)}>
                {format.relative(one.at)}
              </small>
              <p>{one.text}</p>
            </div>
          </li>
        ))}
      </ul>
      <div className={styles.send}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 5 }} maxLength={2000} value={text} placeholder={t('commentPlaceholder')} aria-label={t('commentPlaceholder')} onChange={(event) => setText(event.target.value)} />
        <Button loading={busy} disabled={text.trim() === ''} onClick={() => void send()}>
          {t('send')}
        </Button>
      </div>
    </section>
  )
}

type Sheet = 'delegate' | 'add' | 'withdraw' | 'resubmit'

function Actions({ approval, footer }: { approval: Approval; footer: HTMLElement | null }) {
  const { t } = useTranslation('approvals')
  const { busy, approve, refuse, sheet } = useDecide()
  const { run } = useApprovalAction()
  const users = useContractQuery(listUsers, {}, { staleTime: 10 * 60_000 }).data?.items ?? []
  const [open, setOpen] = useState<Sheet | null>(null)
  const [comment, setComment] = useState('')
  const nameOf = (id: string) => users.find((one) => one.id === id)?.name ?? ''
  const params = { id: approval.id }
  const dealId = approval.deal.id
  const close = () => setOpen(null)
  const mine = approval.myTaskId !== null
  const more = [
    ...(mine ? [{ key: 'delegate', label: t('delegate'), onClick: () => setOpen('delegate') }, { key: 'add', label: t('add'), onClick: () => setOpen('add') }] : []),
    ...(mine && approval.mayWithdraw ? [{ key: 'withdraw', label: t('withdraw'), onClick: () => setOpen('withdraw') }] : []),
  ]
  return (
    <>
      <InSlot slot={footer}>
        {mine && (
          <div className={styles.decide}>
            <Input maxLength={2000} value={comment} placeholder={t('decide.optional')} aria-label={t('decide.optional')} onChange={(event) => setComment(event.target.value)} />
            <div className={styles.actions}>
              <Dropdown trigger={['click']} menu={{ items: more }}>
                <Button icon={<EllipsisOutlined />} aria-label={t('more')} style={{ flex: '0 0 44px' }} />
              </Dropdown>
              <Button disabled={busy} onClick={() => refuse(approval, 'return')}>
                {t('return')}
              </Button>
              <Button danger disabled={busy} onClick={() => refuse(approval, 'reject')}>
                {t('reject')}
              </Button>
              <Button type="primary" className={styles.big} loading={busy} onClick={() => void approve(approval, comment.trim()).then((done) => done && setComment(''))}>
                {t('approve')}
              </Button>
            </div>
          </div>
        )}
        {!mine && (approval.mayWithdraw || approval.mayResubmit) && (
          <div className={styles.actions}>
            {approval.mayWithdraw && <Button onClick={() => setOpen('withdraw')}>{t('withdraw')}</Button>}
            {approval.mayResubmit && (
              <Button type="primary" onClick={() => setOpen('resubmit')}>
                {t('resubmit')}
              </Button>
            )}
          </div>
        )}
      </InSlot>
      {sheet}
      {open === 'delegate' && (
        <PersonSheet
          title={t('delegate')}
          text={t('delegateText')}
          submit={t('delegate')}
          onClose={close}
          onSubmit={(userId, words) => run(dealId, () => call(delegateApproval, { params, body: { userId, comment: words } }), t('delegated', { name: nameOf(userId) }))}
        />
      )}
      {open === 'add' && (
        <PersonSheet
          title={t('add')}
          text={t('addText')}
          submit={t('add')}
          onClose={close}
          onSubmit={(userId, words) => run(dealId, () => call(addApprover, { params, body: { userId, comment: words } }), t('added', { name: nameOf(userId) }))}
        />
      )}
      {open === 'withdraw' && (
        <CommentSheet
          danger
          title={t('withdrawQuestion')}
          text={t('withdrawText')}
          placeholder={t('decide.optional')}
          submit={t('withdraw')}
          onClose={close}
          onSubmit={(words) => run(dealId, () => call(withdrawApproval, { params, body: { comment: words } }), t('withdrawn'))}
        />
      )}
      {open === 'resubmit' && (
        <CommentSheet
          title={t('resubmit')}
          text={t('decide.returnText')}
          placeholder={t('resubmitText')}
          submit={t('resubmit')}
          onClose={close}
          onSubmit={(words) => run(dealId, () => call(resubmitApproval, { params, body: { comment: words } }), t('resubmitted'))}
        />
      )}
    </>
  )
}

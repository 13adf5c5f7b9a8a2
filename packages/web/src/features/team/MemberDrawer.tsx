import { CommentOutlined, FlagOutlined, SwapOutlined } from '@ant-design/icons'
import { getTeamMember, type MemberDeal, type MemberReason } from '@sluice/core/team/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { SideDrawer } from '../../ui/SideDrawer.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { Comments } from '../activities/Comments.tsx'
import { StepSheet } from '../suggestions/StepSheet.tsx'
import { useSuggestionWords } from '../suggestions/use-suggestion-words.ts'
import { useSession } from '../session/session.ts'
import { TakeOverSheet } from '../take-overs/TakeOverSheet.tsx'
import styles from './Team.module.css'
import { Troubles } from './Troubles.tsx'

type Doing = { what: 'step' | 'ask' | 'take'; deal: MemberDeal } | null

/** A rep's open deals by risk and value, each with why, what to do next, and what a manager does with one tap. */
export function MemberDrawer({ id, days, mayAct, onClose }: { id: string; days: '90' | '180' | '365'; mayAct: boolean; onClose: () => void }) {
  const { t } = useTranslation('team')
  const { user } = useSession()
  const format = useFormat()
  const read = useContractQuery(getTeamMember, { params: { id }, query: { days } }, { keepPrevious: true })
  const [doing, act] = useState<Doing>(null)
  const { data } = read
  const close = () => act(null)
  return (
    <SideDrawer open title={data ? t('member.title', { name: data.member.user.name }) : t('title')} width={760} onClose={onClose}>
      {read.error && !data ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : !data ? (
        <Skeletons kind="cards" count={4} />
      ) : (
        <>
          <div className={styles.sums}>
            <span>{t('columns.open')} <strong className="num">{format.moneyShort(data.member.open.amountMinor)}</strong></span>
            <span>{t('columns.risk')} <strong className="num">{format.moneyShort(data.member.risk.amountMinor)}</strong></span>
            <Troubles risk={data.member.risk} />
          </div>
          {data.deals.length === 0 ? (
            <EmptyState compact title={t('member.none')} text={t('member.noneText')} />
          ) : (
            <ul className={styles.deals} aria-label={t('member.list')}>
              {data.deals.map((deal) => (
                <DealLine key={deal.id} deal={deal} mayAct={mayAct && deal.canWrite} mayTake={data.member.user.id !== user.id} onAct={(what) => act({ what, deal })} />
              ))}
            </ul>
          )}
          <p className={styles.rest}>
            {data.total > data.deals.length && <>{t('member.more', { count: data.deals.length })} · </>}
            <Link to={`${paths.deals}?layout=list&owner=${id}`}>{t('member.all')}</Link>
          </p>
        </>
      )}
      {doing?.what === 'step' && <StepSheet dealId={doing.deal.id} onClose={close} />}
      {doing?.what === 'take' && <TakeOverSheet dealId={doing.deal.id} onClose={close} />}
      {doing?.what === 'ask' && (
        <BottomSheet open title={t('askTitle', { title: doing.deal.title })} onClose={close}>
          <Comments subjectType="deal" subjectId={doing.deal.id} />
        </BottomSheet>
      )}
    </SideDrawer>
  )
}

function DealLine({ deal, mayAct, mayTake, onAct }: { deal: MemberDeal; mayAct: boolean; mayTake: boolean; onAct: (what: 'step' | 'ask' | 'take') => void }) {
  const { t } = useTranslation('team')
  const format = useFormat()
  const words = useSuggestionWords()
  return (
    <li className={styles.deal} data-deal={deal.id}>
      <div className={styles.line}>
        <Link to={paths.deal(deal.id)} className={styles.dealTitle}>
          {deal.title}
        </Link>
        <strong className="num" title={format.money(deal.amountMinor, deal.currency)}>
          {format.moneyShort(deal.amountMinor, deal.currency)}
        </strong>
      </div>
      <div className={styles.facts}>
        <Tag tone="brand">{deal.stageName}</Tag>
        {deal.reasons.map((reason) => (
          <Tag key={reason.code} tone={reason.code === 'silence' || reason.code === 'no_next_step' ? 'warn' : 'bad'}>
            <Reason reason={reason} />
          </Tag>
        ))}
      </div>
      <div className={styles.facts}>
        {deal.accountName !== null && !deal.title.includes(deal.accountName) && <span>{deal.accountName}</span>}
        {deal.nextStep !== null && <span>{t('member.due', { step: deal.nextStep })}{deal.nextStepDue !== null && t('member.dueOn', { day: format.day(deal.nextStepDue) })}</span>}
        {deal.suggestion !== null && deal.suggestion.kind !== 'no_next_step' && deal.suggestion.kind !== 'step_overdue' && <span>{words.what(deal.suggestion)}</span>}
      </div>
      <div className={styles.actions}>
        <Button size="small" icon={<CommentOutlined />} onClick={() => onAct('ask')}>
          {t('member.ask')}
        </Button>
        {mayAct && (
          <Button size="small" icon={<FlagOutlined />} onClick={() => onAct('step')}>
            {t('member.step')}
          </Button>
        )}
        {mayAct && mayTake && (
          <Button size="small" icon={<SwapOutlined />} onClick={() => onAct('take')}>
            {t('member.take')}
          </Button>
        )}
      </div>
    </li>
  )
}

function Reason({ reason: { code, days, limitDays } }: { reason: MemberReason }) {
  const { t } = useTranslation('team')
  const say = t as unknown as (key: string, facts: Record<string, unknown>) => string
  return <>{say(`reason.${code}`, { days: days ?? 0, limit: limitDays ?? 0 })}</>
}

import { ArrowLeftOutlined, EllipsisOutlined, LockOutlined, TrophyOutlined } from '@ant-design/icons'
import type { Pipeline } from '@sluice/core/catalog/contract'
import { getDeal } from '@sluice/core/pipeline/contract'
import type { Deal, DealDetail } from '@sluice/core/pipeline/contract'
import { Button, Dropdown, Tabs } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractQuery } from '../../../api/query.ts'
import { paths } from '../../../paths.ts'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Section } from '../../../ui/Page.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useTheme } from '../../../ui/ThemeProvider.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { usePhone } from '../../../ui/use-media-query.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { UserAvatar } from '../../../ui/UserAvatar.tsx'
import { Comments } from '../../activities/Comments.tsx'
import { LanguageDraft } from '../../language-model/LanguageDraft.tsx'
import { UnreadMark } from '../../talk/UnreadMark.tsx'
import { usePartWanted } from '../../talk/use-part-wanted.ts'
import { Files } from '../../activities/Files.tsx'
import { Completeness } from '../../fields/Completeness.tsx'
import { DealHealth } from '../../health/DealHealth.tsx'
import { Questionnaires } from '../../forms/Questionnaires.tsx'
import { QuickLog } from '../../activities/QuickLog.tsx'
import { QuickLogSheet } from '../../activities/QuickLogSheet.tsx'
import { Timeline } from '../../activities/Timeline.tsx'
import { ProjectsOfDeal } from '../../projects/ProjectsOf.tsx'
import { AutomationButtons } from '../../automation-button/AutomationButtons.tsx'
import { useMay } from '../../session/use-may.ts'
import { BehaviourPanel } from '../../tracking/BehaviourPanel.tsx'
import { AgeBadge } from '../AgeBadge.tsx'
import { columnHeads } from '../board/column-head.ts'
import { MoveSheet } from '../board/MoveSheet.tsx'
import { StageProgress } from '../../gates/StageProgress.tsx'
import { TakeOverBanner } from '../../take-overs/TakeOverBanner.tsx'
import { DealExperiments } from '../../experiment-deal/DealExperiments.tsx'
import { NextBest } from '../../suggestions/NextBest.tsx'
import { TextEditor } from '../editors.tsx'
import { EditCell } from '../list/EditCell.tsx'
import { useLossReasons, useNames, usePipelines } from '../lookups.ts'
import { useDealChange } from '../use-deal-change.tsx'
import type { MoveTarget } from '../use-deal-moves.tsx'
import { DealContacts } from './DealContacts.tsx'
import { DealFields } from './DealFields.tsx'
import { DealPeople } from './DealPeople.tsx'
import { DealProducts } from './DealProducts.tsx'
import styles from './DealRecord.module.css'
import { NextStepBlock } from './NextStepBlock.tsx'
import { standsFor } from './stage-stays.ts'
import { StagePath } from './StagePath.tsx'

/** A deal with everything about it. `wide` sets work and history side by side; else they are tabs. */
export function DealRecord(props: {
  id: string
  wide: boolean
  /** On a page of its own: the way back to the board or list. */
  onBack?: () => void
  onMove: (deal: Deal, target: MoveTarget) => void
  /** Shows what a move needs. */
  onOpenGate: (deal: Deal, column: string) => void
}) {
  const { data: deal, error, refetch, isPending } = useContractQuery(getDeal, { params: { id: props.id } })
  const pipelines = usePipelines()
  if (isPending || pipelines.isPending) return <Skeletons kind="record" />
  if (error || !deal) return <ErrorState error={error} onRetry={() => void refetch()} />
  const pipeline = pipelines.data?.items.find((one) => one.id === deal.pipelineId)
  return <Shown key={deal.id} deal={deal} pipeline={pipeline} wide={props.wide} onBack={props.onBack} onMove={(target) => props.onMove(deal, target)} onOpenGate={(column) => props.onOpenGate(deal, column)} />
}

function Shown(props: { deal: DealDetail; pipeline: Pipeline | undefined; wide: boolean; onBack?: () => void; onMove: (target: MoveTarget) => void; onOpenGate: (column: string) => void }) {
  const { t } = useTranslation('deals')
  const { t: tt } = useTranslation('tracking')
  const may = useMay()
  const { deal, pipeline, wide } = props
  const { mode, color } = useTheme()
  const phone = usePhone()
  const change = useDealChange()
  const wanted = usePartWanted()
  const [tab, setTab] = useState(wanted)
  useEffect(() => {
    if (wanted !== undefined) setTab(wanted)
  }, [wanted])
  const [logging, setLogging] = useState(false)
  const [moving, setMoving] = useState(false)
  const onChange = (body: Parameters<typeof change>[1], preview?: Partial<DealDetail>) => change(deal, body, preview)
  const subject = { subjectType: 'deal', subjectId: deal.id, canWrite: deal.canWrite } as const
  const contacts = deal.contacts.map(({ id, name }) => ({ id, name }))
  const heads = pipeline ? columnHeads(pipeline, mode, color, { name: t('board.dormant'), help: t('board.dormantHelp') }) : []
  useEffect(() => {
    const before = document.title
    document.title = `${deal.title} · 漏斗引擎`
    return () => {
      document.title = before
    }
  }, [deal.title])

  const work = (
    <div className={styles.column}>
      <AutomationButtons object="deal" id={deal.id} />
      <ProjectsOfDeal dealId={deal.id} isWon={deal.status === 'won'} mayStart={deal.canWrite && deal.account !== null} />
      <NextStepBlock deal={deal} onChange={onChange} />
      <DealExperiments dealId={deal.id} />
      <NextBest deal={deal} onMove={(column) => props.onMove({ column })} onOpenGate={props.onOpenGate} />
      {pipeline && <StageProgress deal={deal} pipeline={pipeline} onMove={(column) => props.onMove({ column })} onOpenGate={props.onOpenGate} />}
      <DealFields deal={deal} onChange={(body, preview) => void onChange(body, preview)} />
      <Questionnaires subjectType="deal" subjectId={deal.id} canWrite={deal.canWrite} box={(title, body) => <Section title={title}>{body}</Section>} />
      <DealContacts deal={deal} />
      <DealProducts deal={deal} onChange={(body) => void onChange(body)} />
      <DealPeople deal={deal} />
    </div>
  )
  const history = (
    <div className={styles.column}>
      {deal.canWrite && !phone && <QuickLog {...subject} contacts={contacts} nextStep={deal.nextStep} />}
      <LanguageDraft question={{ kind: 'mail', subjectType: 'deal', subjectId: deal.id }} />
      <Timeline {...subject} />
    </div>
  )
  const tabbed = { ...(tab !== undefined && { activeKey: tab }), onChange: setTab }
  const tabs = [
    { key: 'timeline', label: t('record.timeline'), children: history },
    ...(deal.leadId !== null && may('lead', 'read') ? [{ key: 'behaviour', label: tt('behaviour.tab'), children: <BehaviourPanel leadId={deal.leadId} /> }] : []),
    { key: 'comments', label: <>{t('record.comments')} <UnreadMark subjectType="deal" subjectId={deal.id} /></>, children: <Comments {...subject} /> },
    { key: 'files', label: t('record.files'), children: <Files {...subject} /> },
  ]

  return (
    <div className={[styles.record, wide ? styles.wide : '', phone ? styles.phone : ''].filter(Boolean).join(' ')}>
      <Head deal={deal} pipeline={pipeline} onBack={props.onBack} onMove={props.onMove} onTitle={(title) => void onChange({ title })} />
      <TakeOverBanner dealId={deal.id} />
      {pipeline && !phone && <StagePath deal={deal} pipeline={pipeline} onMove={(column) => props.onMove({ column })} />}
      {pipeline && phone && (
        <button type="button" className={styles.stageNow} disabled={!deal.canWrite} onClick={() => setMoving(true)}>
          <StageDots deal={deal} pipeline={pipeline} />
          <span className={styles.stageName}>
            {heads.find((head) => head.key === (deal.status === 'open' ? deal.stageId : deal.status))?.name}
            {deal.status === 'open' && <AgeBadge enteredAt={deal.stageEnteredAt} plannedDays={pipeline.stages.find((one) => one.id === deal.stageId)?.dwellDays ?? null} />}
          </span>
        </button>
      )}
      {wide ? (
        <div className={styles.grid}>
          {work}
          <Section>
            <Tabs {...tabbed} items={tabs} />
          </Section>
        </div>
      ) : (
        <Tabs {...tabbed} items={[{ key: 'overview', label: t('record.overview'), children: work }, ...tabs]} />
      )}
      {phone && deal.canWrite && (
        <div className={props.onBack ? `${styles.bar} ${styles.onPage}` : styles.bar} data-page-foot>
          <Button block onClick={() => setMoving(true)}>
            {t('card.moveTo')}
          </Button>
          <Button block type="primary" onClick={() => setLogging(true)}>
            {t('record.log')}
          </Button>
        </div>
      )}
      <QuickLogSheet {...subject} open={logging} name={deal.title} contacts={contacts} nextStep={deal.nextStep} onClose={() => setLogging(false)} />
      <MoveSheet
        deal={moving ? deal : null}
        heads={heads}
        onClose={() => setMoving(false)}
        onPick={(_, column) => {
          setMoving(false)
          props.onMove({ column })
        }}
      />
    </div>
  )
}

/** Title, customer, amount, owner, how it ended, and what can be done. */
function Head(props: { deal: DealDetail; pipeline: Pipeline | undefined; onBack?: () => void; onMove: (target: MoveTarget) => void; onTitle: (title: string) => void }) {
  const { t } = useTranslation('deals')
  const { t: tu } = useTranslation('ui')
  const format = useFormat()
  const phone = usePhone()
  const toast = useToast()
  const { deal, pipeline } = props
  const reasons = useNames(useLossReasons().data)
  const pipelines = usePipelines().data?.items ?? []
  const open = deal.status === 'open'
  const others = pipelines.filter((one) => one.id !== deal.pipelineId && !one.isArchived)
  const copy = () => navigator.clipboard.writeText(location.origin + paths.deal(deal.id)).then(() => toast.done(t('record.linkCopied')), () => undefined)

  const more = [
    { key: 'copy', label: t('record.copyLink'), onClick: () => void copy() },
    ...(deal.canWrite && open && phone
      ? [
          { key: 'win', label: t('record.win'), onClick: () => props.onMove({ column: 'won' }) },
          { key: 'lose', label: t('record.lose'), danger: true, onClick: () => props.onMove({ column: 'lost' }) },
        ]
      : []),
    ...(deal.canWrite && open && others.length > 0
      ? [
          {
            key: 'transfer',
            label: t('record.transfer'),
            children: others.map((one) => ({
              key: one.id,
              label: one.name,
              children: one.stages.map((stage) => ({ key: stage.id, label: stage.name, onClick: () => props.onMove({ column: stage.id }) })),
            })),
          },
        ]
      : []),
  ]

  return (
    <header className={styles.head}>
      {props.onBack && <Button type="text" icon={<ArrowLeftOutlined />} onClick={props.onBack} aria-label={tu('back')} className={styles.back} />}
      <div className={styles.words}>
        <h1 className={styles.title}>
          <EditCell
            field={t('field.title')}
            editable={deal.canWrite}
            editor={(close) => (
              <TextEditor
                value={deal.title}
                label={t('field.title')}
                max={200}
                required
                onSave={(title) => {
                  close()
                  if (title !== deal.title) props.onTitle(title)
                }}
              />
            )}
          >
            <span title={deal.title}>{deal.title}</span>
          </EditCell>
        </h1>
        <div className={styles.facts}>
          <span className={`num ${styles.amount}`}>{format.money(deal.amountMinor, deal.currency)}</span>
          {deal.account && <Link to={paths.account(deal.account.id)}>{deal.account.name}</Link>}
          {deal.owner && <UserAvatar name={deal.owner.name} size={20} label />}
          <span className={styles.quiet}>{t('record.number', { number: deal.number })}</span>
          {pipeline && <span className={styles.quiet}>{pipeline.name}</span>}
          <Completeness object="deal" id={deal.id} />
          {open && <DealHealth id={deal.id} />}
        </div>
        {deal.status === 'won' && (
          <div className={styles.closed}>
            <Tag tone="good">{t('record.wonOn', { day: format.date(deal.closedAt) })}</Tag>
          </div>
        )}
        {deal.status === 'lost' && (
          <div className={styles.closed}>
            <Tag tone="bad">{t('record.lostOn', { day: format.date(deal.closedAt) })}</Tag>
            {deal.lostReasonId && <span>{t('record.lostBecause', { reason: reasons.get(deal.lostReasonId) ?? '' })}</span>}
            {deal.competitor && (
              <span>
                {t('field.competitor')}：{deal.competitor}
              </span>
            )}
            {deal.lostNote && <span>{deal.lostNote}</span>}
          </div>
        )}
        {!deal.canWrite && (
          <span className={styles.readOnly}>
            <LockOutlined aria-hidden /> {t('record.readOnly')}
          </span>
        )}
      </div>
      <div className={styles.actions}>
        {deal.canWrite && open && !phone && (
          <>
            <Button icon={<TrophyOutlined />} onClick={() => props.onMove({ column: 'won' })} className={styles.win}>
              {t('record.win')}
            </Button>
            <Button onClick={() => props.onMove({ column: 'lost' })}>{t('record.lose')}</Button>
          </>
        )}
        {deal.canWrite && !open && <Button onClick={() => props.onMove({ column: pipeline ? standsFor(pipeline, deal.stageId) : deal.stageId })}>{t('record.reopen')}</Button>}
        <Dropdown trigger={['click']} menu={{ items: more }}>
          <Button icon={<EllipsisOutlined />} aria-label={t('record.more')} />
        </Dropdown>
      </div>
    </header>
  )
}

/** How far along the path, for a phone: one bar for each stage. */
function StageDots({ deal, pipeline }: { deal: DealDetail; pipeline: Pipeline }) {
  const current = pipeline.stages.findIndex((stage) => stage.id === standsFor(pipeline, deal.stageId))
  return (
    <span className={styles.dots} aria-hidden>
      {pipeline.stages.map((stage, index) => (
        <i key={stage.id} className={deal.status === 'won' || index <= current ? styles.dotOn : styles.dot} />
      ))}
    </span>
  )
}

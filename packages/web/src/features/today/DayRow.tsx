import { AlertOutlined, AuditOutlined, CheckOutlined, CheckSquareOutlined, ClockCircleOutlined, FireOutlined, HourglassOutlined, MessageOutlined, PhoneOutlined, ProjectOutlined } from '@ant-design/icons'
import { startOfDay } from '@sluice/core/lib/dates'
import type { DayItem, DayReason } from '@sluice/core/suggestions/contract'
import type { DayKind } from '@sluice/core/suggestions/order-day'
import { Button, Dropdown, Modal } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { ConfirmButton } from '../../ui/ConfirmButton.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { DueField } from '../activities/DueField.tsx'
import { quickDay } from '../activities/quick-days.ts'
import { useSuggestionWords } from '../suggestions/use-suggestion-words.ts'
import { placeOf, snoozeUntil, toneOf } from './day-words.ts'
import styles from './Today.module.css'
import type { DayMoves } from './use-day-moves.ts'

const kindIcons: Record<DayKind, ReactNode> = {
  response: <AlertOutlined />, step: <ProjectOutlined />, approval: <AuditOutlined />, task: <CheckSquareOutlined />, hot: <FireOutlined />, stalled: <HourglassOutlined />, mention: <MessageOutlined />,
}

interface Props {
  item: DayItem
  today: string
  showOwner: boolean
  isSelected: boolean
  moves: DayMoves
  onLog: () => void
  onApprove: () => void
  onSuggestion: () => void
}

/** One thing to do: what, why now, and what one does with it by one tap. */
export function DayRow(props: Props) {
  const { item } = props
  const { t } = useTranslation('today')
  const format = useFormat()
  const words = useSuggestionWords()
  const say = useReason()
  const what = item.what ?? item.title
  return (
    <li className={styles.item} data-day-item={item.key} data-kind={item.kind} aria-current={props.isSelected || undefined}>
      <span className={styles.kind} title={t(`kinds.${item.kind}`)} aria-hidden>
        {kindIcons[item.kind]}
      </span>
      <div className={styles.words}>
        <div className={styles.line}>
          <Link to={placeOf(item)} className={styles.what} onClick={() => item.kind === 'mention' && void props.moves.read(item)}>
            {what}
          </Link>
          {item.reasons.map((reason) => (
            <Tag key={reason.code} tone={toneOf(reason.code)}>
              {say(reason)}
            </Tag>
          ))}
        </div>
        <div className={styles.facts}>
          {item.subjectType === 'lead' && <Tag tone="warn">{t('act.lead')}</Tag>}
          {item.stageName !== null && <Tag tone="brand">{item.stageName}</Tag>}
          {item.title !== what && <span className={styles.clip} title={item.title}>{item.title}</span>}
          {item.accountName !== null && !item.title.includes(item.accountName) && <span className={styles.clip} title={item.accountName}>{item.accountName}</span>}
          {props.showOwner && item.owner && <span>{item.owner.name}</span>}
          {item.amountMinor !== null && <span className="num">{format.money(item.amountMinor, item.currency ?? undefined)}</span>}
          {item.kind === 'approval' && item.reasons[0]?.words && <span className={styles.clip} title={item.reasons[0].words}>{item.reasons[0].words}</span>}
        </div>
        {item.suggestion && item.suggestion.kind !== 'step_overdue' && (
          <button type="button" className={styles.suggestion} onClick={props.onSuggestion}>
            {words.what(item.suggestion)} <span>{words.why(item.suggestion)}</span>
          </button>
        )}
      </div>
      <Actions {...props} />
    </li>
  )
}

function useReason() {
  const { t } = useTranslation('today')
  const format = useFormat()
  const speak = t as unknown as (key: string, facts: Record<string, unknown>) => string
  return ({ code, dueAt, days, limitDays, words }: DayReason) => speak(`reason.${code.replace('.', '_')}`, { count: days ?? 0, limit: limitDays ?? 0, words: words ?? '', when: dueAt === null ? '' : format.relative(dueAt) })
}

/** Two to three under the thumb: the main thing, the call, and later. */
function Actions({ item, today, moves, onLog, onApprove }: Props) {
  const { t } = useTranslation('today')
  const isRecord = item.subjectType === 'deal' || item.subjectType === 'lead'
  const calls = isRecord && item.kind !== 'approval' && item.kind !== 'mention'
  return (
    <div className={styles.actions}>
      {calls &&
        (item.phone ? (
          <CallButton phone={item.phone} />
        ) : (
          <Button icon={<PhoneOutlined />} disabled title={t('act.noPhone')}>
            {t('act.call')}
          </Button>
        ))}
      <Later item={item} today={today} moves={moves} />
      {item.mayAccept && (
        <Button type="primary" onClick={() => void moves.accept(item)}>
          {t('act.accept')}
        </Button>
      )}
      {item.kind === 'approval' ? (
        <ConfirmButton type="primary" ghost icon={<CheckOutlined />} question={t('act.approveQuestion', { title: item.title, flow: item.what ?? '' })} onConfirm={onApprove}>
          {t('act.approve')}
        </ConfirmButton>
      ) : item.kind === 'mention' ? (
        <Button icon={<CheckOutlined />} onClick={() => void moves.read(item)}>
          {t('act.read')}
        </Button>
      ) : item.kind === 'task' ? (
        <Button type="primary" ghost icon={<CheckOutlined />} onClick={() => void moves.finish(item)}>
          {t('act.done')}
        </Button>
      ) : (
        item.canWrite && (
          <Button type="primary" ghost icon={<CheckOutlined />} onClick={onLog}>
            {t(item.what === null ? 'act.logShort' : 'act.log')}
          </Button>
        )
      )}
    </div>
  )
}

function CallButton({ phone }: { phone: string }) {
  const { t } = useTranslation('today')
  const format = useFormat()
  return (
    <Button icon={<PhoneOutlined />} href={`tel:${phone}`} title={format.phone(phone)}>
      {t('act.call')}
    </Button>
  )
}

/** Out of one's own sight for a while, or another day for the step or task itself. */
function Later({ item, today, moves }: Pick<Props, 'item' | 'today' | 'moves'>) {
  const { t } = useTranslation('today')
  const { t: ta } = useTranslation('activities')
  const format = useFormat()
  const [asking, setAsking] = useState(false)
  const midnight = (day: string) => startOfDay(day, format.timeZone)
  const line = (words: string, when: string) => (
    <span className={styles.menuLine}>
      {words}
      <span className="num">{when}</span>
    </span>
  )
  const mayPostpone = item.dueOn !== null && item.version !== null && item.canWrite
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            {
              type: 'group' as const, key: 'snooze', label: t('act.snooze'),
              children: (['inTwoHours', 'tomorrowMorning', 'nextMonday'] as const).map((when) => ({
                key: `snooze-${when}`,
                label: line(t(`act.${when}`), when === 'inTwoHours' ? '' : format.dateTime(snoozeUntil(when, Date.now(), today, midnight))),
                onClick: () => void moves.snooze(item, snoozeUntil(when, Date.now(), today, midnight)),
              })),
            },
            ...(mayPostpone
              ? [{
                  type: 'group' as const, key: 'postpone', label: t('act.postpone'),
                  children: [
                    ...(['tomorrow', 'nextMonday', 'inAWeek'] as const).map((key) => ({ key, label: line(ta(`quickDays.${key}`), format.day(quickDay(key, today))), onClick: () => void moves.postpone(item, quickDay(key, today)) })),
                    { key: 'other', label: t('act.other'), onClick: () => setAsking(true) },
                  ],
                }]
              : []),
          ],
        }}
      >
        <Button icon={<ClockCircleOutlined />}>{t('act.later')}</Button>
      </Dropdown>
      {asking && <AskDay onClose={() => setAsking(false)} onDay={(day) => void moves.postpone(item, day)} />}
    </>
  )
}

function AskDay({ onClose, onDay }: { onClose: () => void; onDay: (day: string) => void }) {
  const { t } = useTranslation('today')
  const [day, setDay] = useState<string | null>(null)
  return (
    <Modal
      open
      title={t('act.pick')}
      okText={t('act.save')}
      okButtonProps={{ disabled: day === null }}
      onCancel={onClose}
      onOk={() => {
        if (day !== null) onDay(day)
        onClose()
      }}
    >
      <DueField label={t('act.pick')} value={day} onChange={setDay} />
    </Modal>
  )
}

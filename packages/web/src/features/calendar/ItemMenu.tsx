import type { CalendarItem } from '@sluice/core/calendar/contract'
import { Button, Dropdown, Modal } from 'antd'
import { useState } from 'react'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { DueField } from '../activities/DueField.tsx'
import { quickDay } from '../activities/quick-days.ts'
import styles from './Calendar.module.css'
import { placeOf } from './place-of.ts'
import type { CalendarMoves } from './use-calendar-moves.ts'

/** What can be done with an item, by a menu; on a phone by a sheet. `children` is what opens it. */
export function ItemMenu({ item, today, moves, children }: {
  item: CalendarItem
  today: string
  moves: CalendarMoves
  /** On a desktop the menu listens to clicks itself. */
  children: (open: () => void, onClick: (() => void) | undefined) => ReactElement
}) {
  const { t } = useTranslation('calendar')
  const { t: ta } = useTranslation('activities')
  const format = useFormat()
  const phone = usePhone()
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  const [asking, setAsking] = useState(false)
  const show = () => void navigate(placeOf(item))
  const canFinish = item.kind === 'task' && item.canMove && !item.isForeseen
  const days = [...(item.day === today ? [] : ['today' as const]), 'tomorrow' as const, 'nextMonday' as const, 'inAWeek' as const].map((key) => ({ key, day: quickDay(key, today), label: ta(`quickDays.${key}`) }))
  const act = (run: () => void) => () => {
    setOpen(false)
    run()
  }
  if (phone) {
    return (
      <>
        {children(() => setOpen(true), () => setOpen(true))}
        <BottomSheet open={open} title={item.title} onClose={() => setOpen(false)}>
          <div className={styles.sheet}>
            {item.about !== null && <span className={styles.quiet}>{item.about}</span>}
            <Button block onClick={act(show)}>
              {t('menu.open')}
            </Button>
            {canFinish && (
              <Button block type="primary" onClick={act(() => void moves.finish(item))}>
                {t('menu.finish')}
              </Button>
            )}
            {item.canMove && (
              <fieldset className={styles.moveTo}>
                <legend>{t('menu.moveTo')}</legend>
                <DueField label={t('menu.moveTo')} value={item.day} onChange={(day) => day !== null && act(() => void moves.move(item, day))()} />
              </fieldset>
            )}
            {item.isForeseen && <span className={styles.quiet}>{t('menu.foreseen')}</span>}
          </div>
        </BottomSheet>
      </>
    )
  }
  return (
    <>
      <Dropdown
        trigger={['click']}
        open={open}
        onOpenChange={setOpen}
        autoFocus
        menu={{
          items: [
            { key: 'open', label: t('menu.open'), onClick: show },
            ...(canFinish ? [{ key: 'finish', label: t('menu.finish'), onClick: () => void moves.finish(item) }] : []),
            ...(item.isForeseen ? [{ key: 'foreseen', label: t('menu.foreseen'), disabled: true }] : []),
            ...(item.canMove
              ? [{
                  type: 'group' as const, key: 'move', label: t('menu.moveTo'),
                  children: [
                    ...days.map(({ key, day, label }) => ({
                      key,
                      label: (
                        <span className={styles.menuLine}>
                          {label}
                          <span className="num">{format.day(day)}</span>
                        </span>
                      ),
                      onClick: () => void moves.move(item, day),
                    })),
                    { key: 'other', label: t('menu.other'), onClick: () => setAsking(true) },
                  ],
                }]
              : []),
          ],
        }}
      >
        {children(() => setOpen(true), undefined)}
      </Dropdown>
      {asking && <AskDay item={item} onClose={() => setAsking(false)} onDay={(day) => void moves.move(item, day)} />}
    </>
  )
}

function AskDay({ item, onClose, onDay }: { item: CalendarItem; onClose: () => void; onDay: (day: string) => void }) {
  const { t } = useTranslation('calendar')
  const [day, setDay] = useState(item.day)
  return (
    <Modal
      open
      title={t('menu.moveTo')}
      okText={t('menu.save')}
      okButtonProps={{ disabled: day === null || day === item.day }}
      onCancel={onClose}
      onOk={() => {
        if (day !== null) onDay(day)
        onClose()
      }}
    >
      <DueField label={t('menu.moveTo')} value={day} onChange={setDay} />
    </Modal>
  )
}

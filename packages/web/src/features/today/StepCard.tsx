import { CheckOutlined, ClockCircleOutlined, PhoneOutlined } from '@ant-design/icons'
import type { Today } from '@sluice/core/activities/contract'
import { Button, Dropdown, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../paths.ts'
import { daysBetween } from '../../ui/format.ts'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { DueField } from '../activities/DueField.tsx'
import { quickDay } from '../activities/quick-days.ts'
import styles from './Today.module.css'

type Step = Today['steps'][number]

/** A step that is due: what, for whom, and the four things one does with it: call, log, postpone, open. */
export function StepCard(props: { step: Step; today: string; showOwner: boolean; onLog: () => void; onPostpone: (day: string) => void }) {
  const { step, today } = props
  const { t } = useTranslation('today')
  const { t: ta } = useTranslation('activities')
  const format = useFormat()
  const [asking, setAsking] = useState(false)
  const late = daysBetween(step.due, today)
  const path = step.subjectType === 'deal' ? paths.deal(step.id) : paths.lead(step.id)
  return (
    <li className={styles.step}>
      <div className={styles.stepWords}>
        <div className={styles.stepHead}>
          <Link to={path} className={styles.stepTitle}>
            {step.nextStep ?? step.title}
          </Link>
          {late > 0 && <Tag tone="bad">{t('steps.late', { count: late })}</Tag>}
        </div>
        <div className={styles.facts}>
          <Tag tone={step.subjectType === 'lead' ? 'warn' : 'brand'}>{step.stageName ?? t(`steps.${step.subjectType}`)}</Tag>
          <span className={styles.clip} title={step.title}>{step.title}</span>
          {step.accountName && !step.title.includes(step.accountName) && <span className={styles.clip} title={step.accountName}>{step.accountName}</span>}
          {props.showOwner && step.owner && <span>{step.owner.name}</span>}
          {step.amountMinor !== null && <span className="num">{format.money(step.amountMinor, step.currency ?? undefined)}</span>}
        </div>
      </div>
      <div className={styles.actions}>
        {step.phone ? (
          <Button icon={<PhoneOutlined />} href={`tel:${step.phone}`} title={format.phone(step.phone)}>
            {t('steps.call')}
          </Button>
        ) : (
          <Button icon={<PhoneOutlined />} disabled title={t('steps.noPhone')}>
            {t('steps.call')}
          </Button>
        )}
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              ...(['tomorrow', 'nextMonday', 'inAWeek'] as const).map((key) => ({
                key,
                label: (
                  <span className={styles.menuLine}>
                    {ta(`quickDays.${key}`)}
                    <span className="num">{format.day(quickDay(key, today))}</span>
                  </span>
                ),
                onClick: () => props.onPostpone(quickDay(key, today)),
              })),
              { key: 'other', label: t('steps.other'), onClick: () => setAsking(true) },
            ],
          }}
        >
          <Button icon={<ClockCircleOutlined />}>{t('steps.postpone')}</Button>
        </Dropdown>
        <Button type="primary" ghost icon={<CheckOutlined />} onClick={props.onLog}>
          {t('steps.log')}
        </Button>
      </div>
      {asking && <AskDay onClose={() => setAsking(false)} onDay={props.onPostpone} />}
    </li>
  )
}

function AskDay({ onClose, onDay }: { onClose: () => void; onDay: (day: string) => void }) {
  const { t } = useTranslation('today')
  const [day, setDay] = useState<string | null>(null)
  return (
    <Modal
      open
      title={t('steps.pick')}
      okText={t('steps.save')}
      okButtonProps={{ disabled: day === null }}
      onCancel={onClose}
      onOk={() => {
        if (day !== null) onDay(day)
        onClose()
      }}
    >
      <DueField label={t('steps.pick')} value={day} onChange={setDay} />
    </Modal>
  )
}

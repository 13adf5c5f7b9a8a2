import type { Condition } from '@sluice/core/conditions/condition'
import type { BehaviourRule } from '@sluice/core/scoring/rules'
import { behaviourKinds } from '@sluice/core/tracking/behaviour'
import { Button, Input, InputNumber, Select } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { renamed } from './score-draft.ts'
import styles from './Scoring.module.css'
import { useLang, useRuleObjects } from './use-rule-objects.ts'

const ConditionEditor = lazy(() => import('../conditions/ConditionEditor.tsx'))
const isEmpty = (condition: Condition) => 'and' in condition && condition.and.length === 0

/** Edits one rule of behaviour, or makes one. */
export function BehaviourRuleSheet({ rule, onClose, onDone }: { rule: BehaviourRule | null; onClose: () => void; onDone: (rule: Omit<BehaviourRule, 'key'>) => void }) {
  const { t } = useTranslation('scoring')
  const lang = useLang()
  const objects = useRuleObjects()
  const [name, setName] = useState(rule?.name ?? { zh: '', en: '' })
  const [event, setEvent] = useState(rule?.event ?? behaviourKinds[0])
  const [points, setPoints] = useState<number | null>(rule?.points ?? 5)
  const [halfLifeDays, setHalfLifeDays] = useState<number | null>(rule === null ? 14 : rule.halfLifeDays)
  const [when, setWhen] = useState<Condition | null>(rule?.when ?? null)
  const ready = name[lang].trim() !== '' && points !== null
  return (
    <BottomSheet
      open
      onClose={onClose}
      title={t(rule ? 'behaviour.edit' : 'behaviour.create')}
      width={680}
      footer={
        <div className={styles.foot}>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="primary" disabled={!ready} onClick={() => ready && onDone({ name, event, points, halfLifeDays, when })}>{t('apply')}</Button>
        </div>
      }
    >
      <div className={styles.form}>
        <div className={styles.formRow}>
          <label className={styles.field}>
            <span>{t('fit.name')}</span>
            <Input autoFocus maxLength={80} value={name[lang]} onChange={(change) => setName(renamed(name, lang, change.target.value))} />
          </label>
          <label className={styles.field}>
            <span>{t('behaviour.event')}</span>
            <Select aria-label={t('behaviour.event')} value={event} onChange={setEvent} options={behaviourKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))} />
          </label>
        </div>
        <div className={styles.formRow}>
          <label className={styles.field}>
            <span>{t('behaviour.points')}</span>
            <InputNumber min={-100} max={100} precision={0} value={points} onChange={setPoints} />
          </label>
          <label className={styles.field}>
            <span>{`${t('behaviour.halfLife')}（${t('behaviour.halfLifeDays')}）`}</span>
            <InputNumber min={0.1} max={3650} value={halfLifeDays} placeholder={t('behaviour.stays')} onChange={setHalfLifeDays} />
          </label>
        </div>
        <p className={styles.help}>{t('behaviour.halfLifeHelp')}</p>
        <div className={styles.field}>
          <span>{t('behaviour.when')}</span>
          <Suspense fallback={<Skeletons kind="rows" count={1} />}>
            <ConditionEditor object={objects.event} value={when} onChange={(condition) => setWhen(isEmpty(condition) ? null : condition)} />
          </Suspense>
        </div>
      </div>
    </BottomSheet>
  )
}

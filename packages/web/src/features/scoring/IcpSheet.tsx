import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import type { Condition } from '@sluice/core/conditions/condition'
import type { IcpCriterion } from '@sluice/core/scoring/rules'
import { Button, Input, InputNumber } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { renamed } from './score-draft.ts'
import styles from './Scoring.module.css'
import { useLang, useRuleObjects } from './use-rule-objects.ts'

const ConditionEditor = lazy(() => import('../conditions/ConditionEditor.tsx'))

interface Level {
  id: number
  when: Condition | null
  match: number | null
}

/** Edits one criterion of the ideal customer, or makes one. */
export function IcpSheet({ criterion, onClose, onDone }: { criterion: IcpCriterion | null; onClose: () => void; onDone: (criterion: Omit<IcpCriterion, 'key'>) => void }) {
  const { t } = useTranslation('scoring')
  const lang = useLang()
  const objects = useRuleObjects()
  const [name, setName] = useState(criterion?.name ?? { zh: '', en: '' })
  const [weight, setWeight] = useState<number | null>(criterion?.weight ?? 1)
  const [otherwise, setOtherwise] = useState<number | null>(criterion === null ? 0 : criterion.otherwise)
  const [levels, setLevels] = useState<readonly Level[]>(() => (criterion?.levels ?? [{ when: null, match: 1 }]).map((level, id) => ({ id, ...level })))
  const whole = levels.flatMap(({ when, match }) => (when === null ? [] : [{ when, match }]))
  const ready = name[lang].trim() !== '' && weight !== null && levels.length > 0 && whole.length === levels.length
  const write = (id: number, change: Partial<Level>) => setLevels((all) => all.map((level) => (level.id === id ? { ...level, ...change } : level)))
  return (
    <BottomSheet
      open
      onClose={onClose}
      title={t(criterion ? 'icp.edit' : 'icp.create')}
      width={680}
      footer={
        <div className={styles.foot}>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="primary" disabled={!ready} title={ready ? undefined : t('fit.needWhen')} onClick={() => ready && onDone({ name, weight, otherwise, levels: whole })}>{t('apply')}</Button>
        </div>
      }
    >
      <div className={styles.form}>
        <div className={styles.formRow}>
          <label className={styles.field}>
            <span>{t('fit.name')}</span>
            <Input autoFocus maxLength={80} value={name[lang]} onChange={(event) => setName(renamed(name, lang, event.target.value))} />
          </label>
          <label className={styles.field}>
            <span>{t('icp.weight')}</span>
            <InputNumber min={1} max={100} precision={0} value={weight} onChange={setWeight} />
          </label>
        </div>
        <p className={styles.help}>{t('icp.levels')}</p>
        {levels.map((level, at) => (
          <div key={level.id} className={styles.level}>
            <div className={styles.levelHead}>
              <strong>{t('icp.level', { n: at + 1 })}</strong>
              <span className={styles.muted}>{t('icp.match')}</span>
              <InputNumber size="small" aria-label={`${t('icp.level', { n: at + 1 })} ${t('icp.match')}`} className={styles.number} min={0} max={1} step={0.1} value={level.match} placeholder={t('icp.unknown')} onChange={(match) => write(level.id, { match })} />
              {levels.length > 1 && <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('icp.remove')} onClick={() => setLevels((all) => all.filter(({ id }) => id !== level.id))} />}
            </div>
            <Suspense fallback={<Skeletons kind="rows" count={1} />}>
              <ConditionEditor object={objects.lead} value={level.when} onChange={(when) => write(level.id, { when })} />
            </Suspense>
          </div>
        ))}
        <div className={styles.levelHead}>
          <Button size="small" icon={<PlusOutlined />} disabled={levels.length >= 20} onClick={() => setLevels((all) => [...all, { id: Math.max(-1, ...all.map(({ id }) => id)) + 1, when: null, match: 0.5 }])}>{t('icp.addLevel')}</Button>
          <span className={styles.muted}>{t('icp.otherwise')}</span>
          <InputNumber size="small" aria-label={t('icp.otherwise')} className={styles.number} min={0} max={1} step={0.1} value={otherwise} placeholder={t('icp.unknown')} onChange={setOtherwise} />
        </div>
      </div>
    </BottomSheet>
  )
}

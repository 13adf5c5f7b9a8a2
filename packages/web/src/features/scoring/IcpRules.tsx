import { PlusOutlined } from '@ant-design/icons'
import type { IcpCriterion } from '@sluice/core/scoring/rules'
import { Button, InputNumber } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Section } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { IcpSheet } from './IcpSheet.tsx'
import { RuleRow } from './RuleRow.tsx'
import type { RulesPart } from './rules-part.ts'
import { newKey, put } from './score-draft.ts'
import styles from './Scoring.module.css'
import { useLang } from './use-rule-objects.ts'

/** The ideal customer: criteria with weights, each a match of 0 to 1. */
export function IcpRules({ rules, onChange }: RulesPart) {
  const { t } = useTranslation('scoring')
  const lang = useLang()
  const format = useFormat()
  const toast = useToast()
  const [editing, setEditing] = useState<{ criterion: IcpCriterion | null } | null>(null)
  const { icp } = rules
  const write = (criteria: IcpCriterion[]) => onChange?.({ ...rules, icp: { ...icp, criteria } })
  const remove = (one: IcpCriterion) => {
    write(icp.criteria.filter(({ key }) => key !== one.key))
    toast.undoable(t('undoRemove', { name: one.name[lang] }), async () => onChange?.(rules))
  }
  return (
    <Section
      title={t('icp.title')}
      note={t('icp.note')}
      flush
      actions={
        <>
          <label className={styles.setting}>
            <span>{t('icp.points')}</span>
            <InputNumber size="small" aria-label={t('icp.points')} className={styles.number} min={0} max={100} precision={0} value={icp.points} disabled={onChange === null} onChange={(points) => typeof points === 'number' && onChange?.({ ...rules, icp: { ...icp, points } })} />
          </label>
          {onChange && <Button size="small" icon={<PlusOutlined />} onClick={() => setEditing({ criterion: null })}>{t('icp.add')}</Button>}
        </>
      }
    >
      {icp.criteria.length === 0 ? (
        <EmptyState compact title={t('icp.empty')} />
      ) : (
        <ul className={styles.rules}>
          {icp.criteria.map((one) => (
            <RuleRow
              key={one.key}
              name={one.name[lang]}
              text={t('icp.summary', { count: one.levels.length, otherwise: one.otherwise === null ? t('icp.unknown') : format.number(one.otherwise, 2) })}
              aside={<span className="num">{`${t('icp.weight')} ${one.weight}`}</span>}
              onEdit={onChange && (() => setEditing({ criterion: one }))}
              onRemove={onChange && (() => remove(one))}
            />
          ))}
        </ul>
      )}
      {editing && (
        <IcpSheet
          criterion={editing.criterion}
          onClose={() => setEditing(null)}
          onDone={(one) => {
            write(put(icp.criteria, { ...one, key: editing.criterion?.key ?? newKey(icp.criteria) }))
            setEditing(null)
          }}
        />
      )}
    </Section>
  )
}

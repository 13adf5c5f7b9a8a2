import { PlusOutlined } from '@ant-design/icons'
import type { FitRule } from '@sluice/core/scoring/rules'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Section } from '../../ui/Page.tsx'
import { useToast } from '../../ui/use-toast.tsx'
import { ConditionSentence } from '../conditions/ConditionSentence.tsx'
import { FitRuleSheet } from './FitRuleSheet.tsx'
import { Points, RuleRow } from './RuleRow.tsx'
import type { RulesPart } from './rules-part.ts'
import { newKey, put, rulesOf } from './score-draft.ts'
import styles from './Scoring.module.css'
import { useLang, useRuleObjects } from './use-rule-objects.ts'

/** Points for what a lead is. */
export function FitRules({ rules, onChange }: RulesPart) {
  const { t } = useTranslation('scoring')
  const lang = useLang()
  const toast = useToast()
  const objects = useRuleObjects()
  const [editing, setEditing] = useState<{ rule: FitRule | null } | null>(null)
  const remove = (rule: FitRule) => {
    onChange?.({ ...rules, fit: rules.fit.filter(({ key }) => key !== rule.key) })
    toast.undoable(t('undoRemove', { name: rule.name[lang] }), async () => onChange?.(rules))
  }
  return (
    <Section
      title={t('fit.title')}
      note={t('fit.note')}
      flush
      actions={onChange && <Button size="small" icon={<PlusOutlined />} onClick={() => setEditing({ rule: null })}>{t('fit.add')}</Button>}
    >
      {rules.fit.length === 0 ? (
        <EmptyState compact title={t('fit.empty')} />
      ) : (
        <ul className={styles.rules}>
          {rules.fit.map((rule) => (
            <RuleRow
              key={rule.key}
              name={rule.name[lang]}
              text={<ConditionSentence condition={rule.when} object={objects.lead} />}
              aside={<Points points={rule.points} />}
              onEdit={onChange && (() => setEditing({ rule }))}
              onRemove={onChange && (() => remove(rule))}
            />
          ))}
        </ul>
      )}
      {editing && (
        <FitRuleSheet
          rule={editing.rule}
          onClose={() => setEditing(null)}
          onDone={(rule) => {
            onChange?.({ ...rules, fit: put(rules.fit, { ...rule, key: editing.rule?.key ?? newKey(rulesOf(rules)) }) })
            setEditing(null)
          }}
        />
      )}
    </Section>
  )
}

import { PlusOutlined } from '@ant-design/icons'
import type { BehaviourRule } from '@sluice/core/scoring/rules'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Section } from '../../ui/Page.tsx'
import { useToast } from '../../ui/use-toast.tsx'
import { ConditionSentence } from '../conditions/ConditionSentence.tsx'
import { BehaviourRuleSheet } from './BehaviourRuleSheet.tsx'
import { Points, RuleRow } from './RuleRow.tsx'
import type { RulesPart } from './rules-part.ts'
import { newKey, put, rulesOf } from './score-draft.ts'
import styles from './Scoring.module.css'
import { useKindName, useLang, useRuleObjects } from './use-rule-objects.ts'

/** Points for what a lead does. */
export function BehaviourRules({ rules, onChange }: RulesPart) {
  const { t } = useTranslation('scoring')
  const lang = useLang()
  const toast = useToast()
  const objects = useRuleObjects()
  const kindName = useKindName()
  const [editing, setEditing] = useState<{ rule: BehaviourRule | null } | null>(null)
  const remove = (rule: BehaviourRule) => {
    onChange?.({ ...rules, behaviour: rules.behaviour.filter(({ key }) => key !== rule.key) })
    toast.undoable(t('undoRemove', { name: rule.name[lang] }), async () => onChange?.(rules))
  }
  return (
    <Section
      title={t('behaviour.title')}
      note={t('behaviour.note')}
      flush
      actions={onChange && <Button size="small" icon={<PlusOutlined />} onClick={() => setEditing({ rule: null })}>{t('behaviour.add')}</Button>}
    >
      {rules.behaviour.length === 0 ? (
        <EmptyState compact title={t('behaviour.empty')} />
      ) : (
        <ul className={styles.rules}>
          {rules.behaviour.map((rule) => (
            <RuleRow
              key={rule.key}
              name={rule.name[lang]}
              text={
                <>
                  {kindName(rule.event)} · {rule.halfLifeDays === null ? t('behaviour.stays') : t('behaviour.days', { n: rule.halfLifeDays })}
                  {rule.when && <> · <ConditionSentence condition={rule.when} object={objects.event} /></>}
                </>
              }
              aside={<Points points={rule.points} />}
              onEdit={onChange && (() => setEditing({ rule }))}
              onRemove={onChange && (() => remove(rule))}
            />
          ))}
        </ul>
      )}
      {editing && (
        <BehaviourRuleSheet
          rule={editing.rule}
          onClose={() => setEditing(null)}
          onDone={(rule) => {
            onChange?.({ ...rules, behaviour: put(rules.behaviour, { ...rule, key: editing.rule?.key ?? newKey(rulesOf(rules)) }) })
            setEditing(null)
          }}
        />
      )}
    </Section>
  )
}

import { QueryBuilderAntD } from '@react-querybuilder/antd'
import type { ObjectCatalogue } from '@sluice/core/conditions/catalogue'
import { check } from '@sluice/core/conditions/check'
import type { Condition } from '@sluice/core/conditions/condition'
import { fromRqb, toRqb } from '@sluice/core/conditions/rqb'
import type { RqbGroup } from '@sluice/core/conditions/rqb'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { QueryBuilder } from 'react-querybuilder'
import type { Field, RuleGroupType } from 'react-querybuilder'
import 'react-querybuilder/dist/query-builder-layout.css'
import styles from './ConditionEditor.module.css'
import { editorFields } from './condition-fields.ts'
import { ConditionSentence } from './ConditionSentence.tsx'
import { ConditionValue } from './ConditionValue.tsx'
import { AddAction, NotToggle, RemoveAction } from './RuleControls.tsx'

/** The condition an editor holds; null while something in it is not filled in. */
function conditionOf(query: RqbGroup, object: ObjectCatalogue): Condition | null {
  try {
    const condition = fromRqb(query)
    check(condition, object)
    return condition
  } catch {
    return null
  }
}

/**
 * Edits a condition over an object of the catalogue; says in a sentence what it means. `onChange` is told of complete conditions
 * only: a half-written rule leaves the last good one in force. Large: load it lazily.
 */
export default function ConditionEditor(props: { object: ObjectCatalogue; value: Condition | null; onChange: (condition: Condition) => void }) {
  const { t, i18n } = useTranslation('conditions')
  const lang = i18n.language === 'en' ? 'en' : 'zh'
  const { object } = props
  const [query, setQuery] = useState<RqbGroup>(() => toRqb(props.value ?? { and: [] }))
  const condition = conditionOf(query, object)
  const fields = useMemo(
    () =>
      editorFields(object, lang, {
        all: t('match.all'), some: t('match.some'), none: t('match.none'),
        atLeast: t('match.atLeast'), atMost: t('match.atMost'), exactly: t('match.exactly'),
      }),
    [object, lang, t],
  )
  const change = (next: RqbGroup) => {
    setQuery(next)
    const read = conditionOf(next, object)
    if (read) props.onChange(read)
  }
  const label = (text: string) => ({ label: text, title: text })

  return (
    <div className={styles.editor}>
      <QueryBuilderAntD>
        <QueryBuilder
          fields={fields as unknown as Field[]}
          // The editor's own types are those of rqb.ts with more optional parts.
          query={query as unknown as RuleGroupType}
          onQueryChange={(next) => change(next)}
          combinators={[
            { name: 'and', label: t('and') },
            { name: 'or', label: t('or') },
          ]}
          translations={{
            addRule: label(t('addRule')),
            addGroup: label(t('addGroup')),
            removeRule: { title: t('remove') },
            removeGroup: { title: t('removeGroup') },
            fields: { title: t('field'), placeholderName: '~', placeholderLabel: '—', placeholderGroupLabel: '—' },
            operators: { title: t('operator'), placeholderName: '~', placeholderLabel: '—', placeholderGroupLabel: '—' },
            value: { title: t('value') },
            notToggle: label(t('not')),
          }}
          controlElements={{
            valueEditor: ConditionValue, notToggle: NotToggle,
            addRuleAction: AddAction, addGroupAction: AddAction, removeRuleAction: RemoveAction, removeGroupAction: RemoveAction,
          }}
          context={{ object }}
          showNotToggle
          listsAsArrays
          resetOnFieldChange
          resetOnOperatorChange
          getDefaultValue={() => null}
          getOperators={(_, { fieldData }) => (fieldData as unknown as { operators?: { name: string; label: string }[] }).operators ?? []}
          controlClassnames={{ queryBuilder: styles.builder, ruleGroup: styles.group, rule: styles.rule, header: styles.head, body: styles.body }}
        />
      </QueryBuilderAntD>
      <div className={styles.foot}>
        <p className={condition ? styles.sentence : styles.incomplete} role="status">
          {condition === null ? (
            t('incomplete')
          ) : query.rules.length === 0 ? (
            t('empty')
          ) : (
            <ConditionSentence condition={condition} object={object} />
          )}
        </p>
        {query.rules.length > 0 && (
          <Button size="small" type="link" onClick={() => change({ combinator: 'and', rules: [] })}>
            {t('clear')}
          </Button>
        )}
      </div>
    </div>
  )
}

import type { ConditionRecord } from '@sluice/core/conditions/catalogue'
import { conditionKey } from '@sluice/core/fields/conditions'
import type { CustomField } from '@sluice/core/fields/contract'
import type { Custom } from '@sluice/core/fields/custom'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { RecordBox } from '../../ui/record/RecordBody.tsx'
import { useJudge } from '../fields/use-catalogue.ts'
import type { RecordObject } from '../fields/use-catalogue.ts'
import { useFields } from '../fields/use-fields.ts'
import { LaidOut } from './LaidOut.tsx'
import { useLayout } from './use-layout.ts'

/** A built-in field under its key in layouts, and how it is drawn. */
export interface BuiltIn {
  field: string
  node: ReactNode
}

/**
 * The fields of a record: as the organisation's page layout has them, or, while there is none, the screen's own order with the
 * custom fields behind. Fields that a layout does not name follow folded, so that nothing gets lost.
 */
export function RecordFields(props: {
  object: RecordObject
  title: string
  builtIn: readonly BuiltIn[]
  /** Shown only where a layout names them: elsewhere on the page they stand already. */
  further?: readonly BuiltIn[]
  /** The record as conditions read it. */
  record: ConditionRecord
  custom: Custom
  renderCustom: (field: CustomField) => ReactNode
  box?: (title: ReactNode, body: ReactNode) => ReactNode
  /** Draws the built-in fields together, where no layout says otherwise. */
  plain?: (nodes: ReactNode) => ReactNode
}) {
  const { t } = useTranslation('forms')
  const layout = useLayout(props.object, 'page')
  const { fields } = useFields(props.object)
  const judge = useJudge(props.object)
  const box = props.box ?? ((title: ReactNode, body: ReactNode) => <RecordBox title={title}>{body}</RecordBox>)
  const byKey = new Map(fields.map((field) => [conditionKey(field.key), field]))
  const builtIn = new Map([...props.builtIn, ...(props.further ?? [])].map(({ field, node }) => [field, node]))
  const shows = (field: CustomField) => judge(field.settings.visibleIf, props.record, props.custom)
  const render = (key: string) => {
    const own = byKey.get(key)
    if (own) return shows(own) ? props.renderCustom(own) : null
    return builtIn.get(key) ?? null
  }

  if (layout === null) {
    const custom = fields.filter(shows)
    const nodes = props.builtIn.map(({ field, node }) => (
      <div key={field} data-field={field}>
        {node}
      </div>
    ))
    return (
      <>
        {box(props.title, props.plain ? props.plain(nodes) : nodes)}
        {custom.length > 0 &&
          box(
            t('page.custom'),
            <LaidOut
              sections={[{ id: 'custom', title: '', columns: 2, isCollapsed: false, visibleIf: null, items: custom.map((field) => ({ field: conditionKey(field.key), width: field.type === 'long_text' || field.type === 'address' ? 2 : 1, required: false })) }]}
              render={(item) => render(item.field)}
              box={(_, body) => body}
            />,
          )}
      </>
    )
  }
  const placed = new Set(layout.sections.flatMap((section) => section.items.map((item) => item.field)))
  const rest = fields.filter((field) => !placed.has(conditionKey(field.key)))
  const sections = layout.sections.filter((section) => judge(section.visibleIf, props.record, props.custom))
  const more = { id: 'more', title: t('page.more'), columns: 2 as const, isCollapsed: true, visibleIf: null, items: rest.map((field) => ({ field: conditionKey(field.key), width: 1 as const, required: false })) }
  return <LaidOut sections={[...sections, ...(rest.length > 0 ? [more] : [])]} render={(item) => render(item.field)} box={(_, body, head) => box(head, body)} />
}

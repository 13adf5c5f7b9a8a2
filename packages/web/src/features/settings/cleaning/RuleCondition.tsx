import type { Condition } from '@sluice/core/conditions/condition'
import { lazy, Suspense } from 'react'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { readCondition, writeCondition } from '../../conditions/read-condition.ts'
import { useCatalogue } from '../../fields/use-catalogue.ts'

const ConditionEditor = lazy(() => import('../../conditions/ConditionEditor.tsx'))

/** A condition over leads, as text in a form. */
export function RuleCondition({ value = '', onChange }: { value?: string; onChange?: (text: string) => void }) {
  const catalogue = useCatalogue('lead')
  const empty: Condition = { and: [] }
  return (
    <Suspense fallback={<Skeletons kind="rows" count={2} />}>
      <ConditionEditor object={catalogue} value={readCondition(value, catalogue) ?? empty} onChange={(condition) => onChange?.(writeCondition(condition))} />
    </Suspense>
  )
}

import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Section } from '../../../ui/Page.tsx'
import { columnForField } from '../model/mapping-edit.ts'
import { valueGroups } from '../model/value-groups.ts'
import { hasValues } from '../model/wizard-steps.ts'
import type { StepProps } from './step-props.ts'
import { DealRules } from './DealRules.tsx'
import { MappingProblems } from './MappingProblems.tsx'
import { OutcomeValues } from './OutcomeValues.tsx'
import { PipelineSection } from './PipelineSection.tsx'
import { StageValues } from './StageValues.tsx'
import { ValueSection } from './ValueSection.tsx'

/** What the words of the file stand for here: stages, people, products, sources, reasons. */
export function ValuesStep(props: StepProps) {
  const { detail, reading, mapping, edit } = props
  const { t } = useTranslation('imports')
  const deals = mapping.kind === 'deals' || mapping.kind === 'events'
  const groups = valueGroups(detail.questions, mapping, reading)
  return (
    <>
      <MappingProblems detail={detail} step="values" />
      {deals && <PipelineSection {...props} />}
      {deals && <StageValues {...props} />}
      {mapping.kind === 'deals' && columnForField(mapping, 'outcome') !== null && <OutcomeValues {...props} />}
      {groups.map((group) => (
        <ValueSection key={`${group.field} ${group.column}`} group={group} mapping={mapping} edit={edit} />
      ))}
      {deals && <DealRules mapping={mapping} edit={edit} />}
      {!deals && groups.length === 0 && (
        <Section>
          <EmptyState compact title={hasValues(mapping) ? t('values.allMatched') : t('values.nothing')} text={t('values.nothingText')} />
        </Section>
      )}
    </>
  )
}

import type { PipelineDefinition } from '@sluice/core/config/pipeline-definition'
import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Section } from '../../../ui/Page.tsx'
import { Anchor } from '../Anchor.tsx'
import { Field, FieldGrid } from '../Field.tsx'
import { changePipeline } from '../model/design.ts'
import type { DesignEditor } from '../use-design.ts'
import { RoutingPart } from './RoutingPart.tsx'
import { RulesPart } from './RulesPart.tsx'

/** What concerns the pipeline as a whole: what it is, how deals move in it, which deals it is proposed for. */
export function PipelineEditor({ editor }: { editor: DesignEditor }) {
  const { t } = useTranslation('designer')
  const { definition } = editor.design
  const change = (part: Partial<PipelineDefinition>, about?: string) => editor.apply((design) => changePipeline(design, part), about && `pipeline.${about}`)
  const text = (key: 'name' | 'businessLine' | 'wonName' | 'lostName', max: number, needed: boolean) => (id: string) => (
    <Input id={id} value={definition[key]} maxLength={max} status={needed && definition[key].trim() === '' ? 'error' : undefined} onChange={(event) => change({ [key]: event.target.value }, key)} />
  )
  return (
    <>
      <Anchor section="basics">
        <Section title={t('pipeline.basics')}>
          <FieldGrid>
            <Field label={t('pipeline.name')} problem={definition.name.trim() === '' && t('pipeline.nameEmpty')}>
              {text('name', 60, true)}
            </Field>
            <Field label={t('pipeline.businessLine')} help={t('pipeline.businessLineHelp')}>
              {text('businessLine', 60, false)}
            </Field>
            <Field wide label={t('pipeline.definition')}>
              {(id) => (
                <Input.TextArea id={id} value={definition.definition} maxLength={2000} autoSize={{ minRows: 2, maxRows: 8 }} placeholder={t('pipeline.definitionPlaceholder')} onChange={(event) => change({ definition: event.target.value }, 'definition')} />
              )}
            </Field>
            <Field label={t('pipeline.wonName')}>{text('wonName', 40, true)}</Field>
            <Field label={t('pipeline.lostName')}>{text('lostName', 40, true)}</Field>
          </FieldGrid>
        </Section>
      </Anchor>
      <Anchor section="rules">
        <RulesPart rules={definition.rules} onChange={(rules, about) => change({ rules }, about && `rules.${about}`)} />
      </Anchor>
      <Anchor section="routing">
        <RoutingPart
          key={editor.epoch}
          routing={definition.routing}
          priority={definition.routingPriority}
          onRouting={(routing) => change({ routing }, 'routing')}
          onPriority={(routingPriority) => change({ routingPriority }, 'priority')}
        />
      </Anchor>
    </>
  )
}

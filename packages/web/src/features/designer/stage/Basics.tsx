import { dealObject } from '@sluice/core/conditions/objects'
import { stageLayers } from '@sluice/core/config/pipeline'
import { Input, InputNumber, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Section } from '../../../ui/Page.tsx'
import { ColorChoice } from '../ColorChoice.tsx'
import { Field, FieldGrid } from '../Field.tsx'
import type { StagePartProps } from './stage-part.ts'

const categories = dealObject.fields.get('forecastCategory')?.options ?? []

/** What a stage is: name, definition, layer, probability, category, colour. */
export function Basics({ stage, change }: StagePartProps) {
  const { t, i18n } = useTranslation('designer')
  const lang = i18n.language === 'en' ? 'en' : 'zh'
  return (
    <Section title={t('stage.basics')}>
      <FieldGrid>
        <Field label={t('stage.name')} problem={stage.name.trim() === '' && t('stage.nameEmpty')}>
          {(id) => <Input id={id} value={stage.name} maxLength={60} status={stage.name.trim() === '' ? 'error' : undefined} onChange={(event) => change({ name: event.target.value }, 'name')} />}
        </Field>
        <Field label={t('stage.layer')}>
          {(id) => (
            <Segmented id={id} block aria-label={t('stage.layer')} value={stage.layer} onChange={(layer) => change({ layer })} options={stageLayers.map((layer) => ({ value: layer, label: t(`layers.${layer}`) }))} />
          )}
        </Field>
        <Field wide label={t('stage.definition')} help={t('stage.definitionHelp')}>
          {(id) => (
            <Input.TextArea id={id} value={stage.definition} maxLength={2000} autoSize={{ minRows: 2, maxRows: 8 }} placeholder={t('stage.definitionPlaceholder')} onChange={(event) => change({ definition: event.target.value }, 'definition')} />
          )}
        </Field>
        <Field label={t('stage.probability')} help={t('stage.probabilityHelp')}>
          {(id) => (
            <InputNumber
              id={id}
              min={0}
              max={100}
              suffix="%"
              value={Math.round(stage.winProbability * 10_000) / 100}
              onChange={(percent) => percent !== null && change({ winProbability: Math.round(percent * 100) / 10_000 }, 'probability')}
              style={{ width: '100%' }}
            />
          )}
        </Field>
        <Field label={t('stage.category')}>
          {(id) => (
            <Select id={id} value={stage.forecastCategory} onChange={(forecastCategory) => change({ forecastCategory })} options={categories.map((one) => ({ value: one.value as typeof stage.forecastCategory, label: one.label[lang] }))} />
          )}
        </Field>
        <Field wide label={t('stage.color')}>
          {() => <ColorChoice label={t('stage.color')} value={stage.color} onChange={(color) => change({ color }, 'color')} />}
        </Field>
      </FieldGrid>
    </Section>
  )
}

import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Section } from '../../../ui/Page.tsx'
import { Chips } from '../../activities/Chips.tsx'
import { columnForField } from '../model/mapping-edit.ts'
import { setNewStages, stageNames, toExistingPipeline, toOwnPipeline, usedPipeline } from '../model/stage-edit.ts'
import { stageWords } from '../model/stage-words.ts'
import { usePipelines } from '../use-existing.ts'
import { useMay } from '../../session/use-may.ts'
import type { StepProps } from './step-props.ts'
import { Labelled } from './Labelled.tsx'
import { StageOrder } from './StageOrder.tsx'
import styles from './steps.module.css'

/** Into which pipeline the deals go: one that exists, or a new one made of the file's own stages in the order one gives them. */
export function PipelineSection({ detail, reading, mapping, edit }: StepProps) {
  const { t } = useTranslation('imports')
  const may = useMay()
  const pipelines = usePipelines()
  const wanted = mapping.pipeline
  const creating = wanted !== undefined && 'create' in wanted
  const used = usedPipeline(mapping, pipelines)
  const words = stageWords(reading, mapping).map(({ value }) => value)
  const byColumn = columnForField(mapping, 'pipeline')
  const proposed = detail.questions.find(({ question }) => question.code === 'pipeline.new')?.question
  const name = proposed?.code === 'pipeline.new' ? proposed.name : detail.fileName.replace(/(\.\w{2,4})+$/, '').replace(/[_\s]+/g, ' ')
  // The proposal's order is that in which cases run through the activities.
  const ordered = proposed?.code === 'pipeline.new' ? [...proposed.stages, ...words.filter((word) => !proposed.stages.includes(word))] : words
  const mayCreate = may('config', 'write')

  const choose = (how: 'use' | 'create') => {
    const [first] = pipelines
    if (how === 'create') edit((current) => toOwnPipeline(current, name, ordered))
    else if (first) edit((current) => toExistingPipeline(current, used ?? first, words))
  }
  return (
    <Section title={t('pipeline.title')} note={byColumn ? t('pipeline.byColumn', { column: byColumn }) : undefined}>
      <div className={styles.stack}>
        <Chips
          label={t('pipeline.title')}
          options={[
            { key: 'use', label: t('pipeline.use') },
            ...(mayCreate || creating ? [{ key: 'create' as const, label: t('pipeline.create') }] : []),
          ]}
          value={wanted === undefined ? null : creating ? 'create' : 'use'}
          onChange={choose}
        />
        {wanted === undefined && !byColumn && <p className={styles.warn}>{t('pipeline.needed')}</p>}
        {!mayCreate && <p className={styles.note}>{t('pipeline.mayNot')}</p>}
        {wanted !== undefined && 'use' in wanted && (
          <div className={styles.controls}>
            <Labelled label={t('pipeline.which')} note={used ? used.stages.map((stage) => stage.name).join(' → ') : undefined}>
              <Select
                aria-label={t('pipeline.which')}
                value={used?.id}
                status={used ? undefined : 'error'}
                placeholder={t('pipeline.which')}
                options={pipelines.map((one) => ({ value: one.id, label: one.name }))}
                onChange={(id) => {
                  const chosen = pipelines.find((one) => one.id === id)
                  if (chosen) edit((current) => toExistingPipeline(current, chosen, words))
                }}
              />
            </Labelled>
          </div>
        )}
        {wanted !== undefined && 'create' in wanted && (
          <>
            <div className={styles.controls}>
              <Labelled label={t('pipeline.name')} note={used ? t('pipeline.there') : undefined}>
                <Input
                  key={wanted.create}
                  aria-label={t('pipeline.name')}
                  maxLength={60}
                  defaultValue={wanted.create}
                  onBlur={(event) => {
                    const text = event.target.value.trim()
                    if (text !== '' && text !== wanted.create) edit((current) => ({ ...current, pipeline: { create: text, stages: stageNames(current, pipelines) } }))
                  }}
                />
              </Labelled>
            </div>
            <StageOrder names={wanted.stages} onChange={(names, renamed) => edit((current) => setNewStages(current, names, renamed))} />
          </>
        )}
      </div>
    </Section>
  )
}

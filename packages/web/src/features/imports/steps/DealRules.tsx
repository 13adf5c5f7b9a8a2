import type { Mapping } from '@sluice/core/imports/mapping'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Section } from '../../../ui/Page.tsx'
import { UserSelect } from '../../pickers/UserSelect.tsx'
import { columnForField, setOption } from '../model/mapping-edit.ts'
import { stageNames } from '../model/stage-edit.ts'
import { usePipelines } from '../use-existing.ts'
import { Labelled } from './Labelled.tsx'
import styles from './steps.module.css'

/** How deals are made of rows or events where the file leaves it open. */
export function DealRules({ mapping, edit }: { mapping: Mapping; edit: (change: (mapping: Mapping) => Mapping) => void }) {
  const { t } = useTranslation('imports')
  const pipelines = usePipelines()
  const { options } = mapping
  const set = <K extends keyof Mapping['options']>(name: K, value: Mapping['options'][K] | undefined) => edit((current) => setOption(current, name, value))
  const log = mapping.kind === 'events'
  return (
    <Section title={t('dealRules.title')}>
      <div className={styles.controls}>
        {!log && (
          <>
            <Labelled label={t('dealRules.startStage')} note={t('dealRules.startStageNote')}>
              <Select
                aria-label={t('dealRules.startStage')}
                allowClear
                value={options.startStage}
                placeholder={t('dealRules.unknown')}
                options={stageNames(mapping, pipelines).map((name) => ({ value: name, label: name }))}
                onChange={(stage: string | undefined) => set('startStage', stage)}
              />
            </Labelled>
            <Labelled label={t('dealRules.closedWithoutDate')}>
              <Select
                aria-label={t('dealRules.closedWithoutDate')}
                value={options.closedWithoutDate ?? (columnForField(mapping, 'closedAt') === null ? 'now' : 'reject')}
                options={(['reject', 'now'] as const).map((rule) => ({ value: rule, label: t(`dealRules.closed.${rule}`) }))}
                onChange={(rule) => set('closedWithoutDate', rule)}
              />
            </Labelled>
          </>
        )}
        {log && (
          <>
            <Labelled label={t('dealRules.backwards')}>
              <Select
                aria-label={t('dealRules.backwards')}
                value={options.backwards}
                options={(['reenter', 'ignore'] as const).map((rule) => ({ value: rule, label: t(`dealRules.back.${rule}`) }))}
                onChange={(rule) => set('backwards', rule)}
              />
            </Labelled>
            <Labelled label={t('dealRules.afterClose')}>
              <Select
                aria-label={t('dealRules.afterClose')}
                value={options.afterClose}
                options={(['reopen', 'ignore'] as const).map((rule) => ({ value: rule, label: t(`dealRules.after.${rule}`) }))}
                onChange={(rule) => set('afterClose', rule)}
              />
            </Labelled>
            <Labelled label={t('dealRules.otherActivities')}>
              <Select
                aria-label={t('dealRules.otherActivities')}
                value={options.otherActivities}
                options={(['ignore', 'reject'] as const).map((rule) => ({ value: rule, label: t(`dealRules.others.${rule}`) }))}
                onChange={(rule) => set('otherActivities', rule)}
              />
            </Labelled>
          </>
        )}
        <Labelled label={t('dealRules.defaultOwner')} note={t('dealRules.defaultOwnerNote')}>
          <UserSelect value={options.defaultOwner?.use ?? null} onChange={(id) => set('defaultOwner', id === null ? undefined : { use: id })} />
        </Labelled>
        <Labelled label={t('dealRules.tags')} note={t('dealRules.tagsNote')}>
          <Select
            aria-label={t('dealRules.tags')}
            mode="tags"
            value={options.tags}
            onChange={(tags) => edit((current) => ({ ...current, options: { ...current.options, tags: tags.map((tag) => tag.trim()).filter((tag) => tag !== '' && tag.length <= 50).slice(0, 20) } }))}
          />
        </Labelled>
      </div>
    </Section>
  )
}

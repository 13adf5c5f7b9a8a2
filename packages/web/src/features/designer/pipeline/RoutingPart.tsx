import type { Condition } from '@sluice/core/conditions/condition'
import { InputNumber, Switch } from 'antd'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../../ui/Page.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { useGateWords } from '../../gates/guide/use-gate-words.ts'
import styles from '../Designer.module.css'
import { Field } from '../Field.tsx'

const ConditionEditor = lazy(() => import('../../conditions/ConditionEditor.tsx'))

/** Which new deals this pipeline is proposed for. */
export function RoutingPart(props: { routing: Condition | null; priority: number; onRouting: (routing: Condition | null) => void; onPriority: (priority: number) => void }) {
  const { t } = useTranslation('designer')
  const { catalogue } = useGateWords()
  const { routing } = props
  return (
    <Section title={t('pipeline.routing')} note={t('pipeline.routingNote')}>
      <div className={styles.fields}>
        <label className={styles.switchLine}>
          <Switch checked={routing !== null} onChange={(on) => props.onRouting(on ? { and: [] } : null)} />
          {t(routing === null ? 'pipeline.routingOff' : 'pipeline.routingOn')}
        </label>
        {routing !== null && (
          <>
            <Suspense fallback={<Skeletons kind="rows" count={2} />}>
              <ConditionEditor object={catalogue} value={routing} onChange={props.onRouting} />
            </Suspense>
            <Field label={t('pipeline.priority')} help={t('pipeline.priorityHelp')}>
              {(id) => <InputNumber id={id} value={props.priority} min={-1000} max={1000} precision={0} style={{ width: 110 }} onChange={(value) => value !== null && props.onPriority(value)} />}
            </Field>
          </>
        )}
      </div>
    </Section>
  )
}

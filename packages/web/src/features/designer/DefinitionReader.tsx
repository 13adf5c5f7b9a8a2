import { ArrowLeftOutlined } from '@ant-design/icons'
import type { PipelineDefinition } from '@sluice/core/config/pipeline-definition'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Page.tsx'
import { usePhone } from '../../ui/use-media-query.ts'
import { ConditionSentence } from '../conditions/ConditionSentence.tsx'
import { StageWords, WonWords } from '../gates/guide/StageWords.tsx'
import { useGateWords } from '../gates/guide/use-gate-words.ts'
import styles from './Designer.module.css'
import { StagePath } from './StagePath.tsx'
import { useRuleWords } from './use-rule-words.ts'

const nothing: ReadonlySet<string> = new Set()

/** A definition to read: its stages at the left, what each means and asks at the right. */
export function DefinitionReader({ definition }: { definition: PipelineDefinition }) {
  const { t } = useTranslation('designer')
  const phone = usePhone()
  const [chosen, setChosen] = useState('')
  const at = chosen !== '' ? chosen : phone ? '' : (definition.stages[0]?.id ?? 'pipeline')
  const stage = definition.stages.find((one) => one.id === at)
  return (
    <div className={styles.split}>
      {(!phone || at === '') && (
        <div className={styles.side}>
          <StagePath definition={definition} at={at} onOpen={setChosen} wrong={nothing} />
        </div>
      )}
      {at !== '' && (
        <div className={styles.body}>
          {phone && (
            <Button type="text" icon={<ArrowLeftOutlined />} className={styles.back} onClick={() => setChosen('')}>
              {t('path.back')}
            </Button>
          )}
          {stage ? (
            <Section title={stage.name}>
              <StageWords stage={stage} facts />
            </Section>
          ) : at === 'won' ? (
            <Section title={definition.wonName}>
              <WonWords gate={definition.wonGate} criteria={definition.wonCriteria} />
            </Section>
          ) : (
            <PipelineWords definition={definition} />
          )}
        </div>
      )}
    </div>
  )
}

function PipelineWords({ definition }: { definition: PipelineDefinition }) {
  const { t } = useTranslation('designer')
  const { catalogue } = useGateWords()
  const rules = useRuleWords()(definition.rules)
  return (
    <>
      <Section title={definition.name} note={definition.businessLine}>
        <p className={styles.note} style={{ whiteSpace: 'pre-wrap' }}>
          {definition.definition || '—'}
        </p>
      </Section>
      <Section title={t('pipeline.rules')}>
        <ul className={styles.plain}>
          {rules.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
      </Section>
      <Section title={t('pipeline.routing')}>
        <p>{definition.routing === null ? t('pipeline.routingOff') : <ConditionSentence condition={definition.routing} object={catalogue} />}</p>
      </Section>
    </>
  )
}

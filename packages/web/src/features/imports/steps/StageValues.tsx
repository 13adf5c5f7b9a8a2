import type { StageAction } from '@sluice/core/imports/mapping'
import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Section } from '../../../ui/Page.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { columnForField } from '../model/mapping-edit.ts'
import { isKnownStage, likeStages, setStageAction, stageActionOf, stageNames } from '../model/stage-edit.ts'
import { stageWords } from '../model/stage-words.ts'
import { useExisting, usePipelines } from '../use-existing.ts'
import type { StepProps } from './step-props.ts'
import styles from './steps.module.css'

/** The words of the stage column, or the activities of a log: each a stage, won, lost, or of no meaning for the deal. */
export function StageValues({ detail, reading, mapping, edit }: StepProps) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const pipelines = usePipelines()
  const reasons = useExisting('lostReason')
  const stages = stageNames(mapping, pipelines)
  const words = stageWords(reading, mapping)
  if (words.length === 0) return null
  const log = mapping.kind === 'events'
  const column = columnForField(mapping, log ? 'activity' : 'stage')
  const proposed = new Map(
    detail.questions.flatMap(({ question }) =>
      question.code === 'stages.unclear' && question.column === column ? question.values.flatMap((one) => (isKnownStage(one.proposed, stages) ? [[one.value, one.proposed] as const] : [])) : [],
    ),
  )
  const say = (action: StageAction) =>
    action === 'won' || action === 'lost' || action === 'ignore'
      ? t(`stages.${action}`)
      : action === 'skip'
        ? t('stages.skipRows')
        : 'stage' in action
          ? `「${action.stage}」`
          : t('stages.lostFor', { name: action.lost })
  const actions = words.map(({ value }) => {
    const action = stageActionOf(mapping, value, stages)
    return isKnownStage(action, stages) ? action : null
  })
  const open = actions.filter((action) => action === null).length
  const waiting = words.flatMap(({ value }, index) => {
    const action = proposed.get(value)
    return actions[index] === null && action !== undefined ? [{ value, action }] : []
  })

  return (
    <Section
      title={log ? t('stages.activities') : t('stages.title')}
      note={waiting.length > 0 ? t('stages.toDecide', { n: format.count(waiting.length) }) : open > 0 ? (log ? t('stages.openLog', { n: format.count(open) }) : t('stages.open', { n: format.count(open) })) : t('stages.allSet')}
      actions={
        waiting.length > 1 && (
          <Button size="small" onClick={() => edit((current) => waiting.reduce((mapped, { value, action }) => setStageAction(mapped, value, action), current))}>
            {t('stages.acceptAll', { n: format.count(waiting.length) })}
          </Button>
        )
      }
      flush
    >
      <div role="table" aria-label={log ? t('stages.activities') : t('stages.title')}>
        {words.map(({ value, count, only }, index) => {
          const action = actions[index] ?? null
          const proposal = proposed.get(value)
          const asked = action === null && (!log || proposal !== undefined)
          const likely = action === null ? likeStages(value, stages) : []
          const lostNames = [...new Set([value, ...reasons.map(({ name }) => name), ...(typeof action === 'object' && action !== null && 'lost' in action ? [action.lost] : [])])]
          return (
            <div role="row" key={value} className={asked ? `${styles.valueRow} ${styles.waits}` : styles.valueRow}>
              <span role="cell" className={styles.valueName}>
                <span className={styles.strong} title={value}>
                  {value}
                </span>
                <span className={`num ${styles.note}`}>
                  {t('rows', { n: format.count(count) })}
                  {only === 'closing' ? ` · ${t('stages.onlyClosing')}` : ''}
                </span>
              </span>
              <span role="cell" className={styles.arrow} aria-hidden>
                →
              </span>
              <span role="cell" className={styles.valueChoice}>
                <Select<string>
                  aria-label={t('stages.of', { value })}
                  value={stageKey(action)}
                  status={asked ? 'warning' : undefined}
                  placeholder={asked ? t('stages.undecided') : t('stages.ignored')}
                  showSearch={{ optionFilterProp: 'label' }}
                  popupMatchSelectWidth={false}
                  options={[
                    ...(likely.length > 0
                      ? [{ label: t('values.suggested'), options: likely.map(({ name, score }) => ({ value: `stage:${name}`, key: `like:${name}`, label: t('values.like', { name, share: format.percent(score, 0) }) })) }]
                      : []),
                    { label: t('stages.stage'), options: stages.filter((name) => !likely.some((one) => one.name === name)).map((name) => ({ value: `stage:${name}`, label: name })) },
                    {
                      label: t('stages.closing'),
                      options: [
                        { value: 'won', label: t('stages.won') },
                        { value: 'lost', label: t('stages.lost') },
                        ...(only === null ? lostNames.map((name) => ({ value: `lost:${name}`, label: t('stages.lostFor', { name }) })) : []),
                      ],
                    },
                    {
                      label: t('stages.else'),
                      options: [
                        { value: 'ignore', label: t('stages.ignore') },
                        { value: 'skip', label: t('values.skip') },
                      ],
                    },
                  ]}
                  onChange={(key) => edit((current) => setStageAction(current, value, fromKey(key)))}
                />
                {action === null && proposal !== undefined ? (
                  <button type="button" className={styles.link} onClick={() => edit((current) => setStageAction(current, value, proposal))}>
                    {t('stages.proposed', { what: say(proposal) })}
                  </button>
                ) : (
                  <StageTag action={action} />
                )}
              </span>
            </div>
          )
        })}
      </div>
    </Section>
  )
}

function StageTag({ action }: { action: StageAction | null }) {
  const { t } = useTranslation('imports')
  if (action === null) return null
  return (
    <>
      {action === 'won' && <Tag tone="good">{t('stages.won')}</Tag>}
      {(action === 'lost' || (typeof action === 'object' && 'lost' in action)) && <Tag tone="bad">{t('stages.lost')}</Tag>}
    </>
  )
}

function stageKey(action: StageAction | null): string | undefined {
  if (action === null) return undefined
  if (typeof action === 'string') return action
  return 'stage' in action ? `stage:${action.stage}` : `lost:${action.lost}`
}
function fromKey(key: string): StageAction {
  if (key === 'won' || key === 'lost' || key === 'ignore' || key === 'skip') return key
  return key.startsWith('stage:') ? { stage: key.slice(6) } : { lost: key.slice(5) }
}

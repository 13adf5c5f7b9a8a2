import type { PipelineDefinition } from '@sluice/core/config/pipeline-definition'
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useProblemText } from '../../../ui/use-problem-text.ts'
import { placeOf } from '../model/problems.ts'
import type { DesignProblem } from '../model/problems.ts'
import styles from './Publish.module.css'

const own = ['empty', 'too_long', 'invalid'] as const

/** What stands in the way of publishing, each with the way to where it is mended. */
export function ProblemList(props: { problems: readonly DesignProblem[]; definition: PipelineDefinition; removed: readonly { id: string; name: string }[]; onGo: (problem: DesignProblem) => void }) {
  const { t } = useTranslation('designer')
  const say = useProblemText()
  const { problems, definition, onGo } = props
  const removedAt = (path: string) => props.removed.find((stage) => path === `mapping.${stage.id}`)
  const where = (problem: DesignProblem) => {
    const removed = removedAt(problem.path)
    if (removed) return removed.name
    const { at } = placeOf(problem.path, definition)
    if (at === 'won') return definition.wonName
    return definition.stages.find((stage) => stage.id === at)?.name ?? t('publish.placePipeline')
  }
  const words = ({ path, code }: DesignProblem) => {
    const known = own.find((one) => one === code)
    return known ? t(`publish.problemWords.${known}`) : say({ code, extra: { name: removedAt(path)?.name ?? '' } })
  }
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t('publish.problems', { count: problems.length })}
      description={
        <ul className={styles.problems}>
          {problems.map((problem) => (
            <li key={`${problem.path} ${problem.code}`}>
              <span>
                <b>{where(problem)}</b>：{words(problem)}
              </span>
              <Button size="small" type="link" onClick={() => onGo(problem)}>
                {t('publish.goThere')}
              </Button>
            </li>
          ))}
        </ul>
      }
    />
  )
}

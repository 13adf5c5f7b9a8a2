import { BulbOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import styles from './CreateDeal.module.css'
import type { ProposedBy } from './use-proposed-pipeline.ts'

/** Why this pipeline, or that the rules would take another one. */
export function ProposedPipeline(props: { proposed: ProposedBy; chosenId: string | undefined; nameOf: (id: string) => string | undefined; onTake: (id: string) => void }) {
  const { t } = useTranslation('deals')
  const { proposed } = props
  const name = props.nameOf(proposed.pipelineId)
  if (!name) return null
  if (proposed.pipelineId === props.chosenId)
    return (
      <span className={styles.proposal}>
        <BulbOutlined aria-hidden /> {t('form.proposedBecause', { because: proposed.because })}
      </span>
    )
  return (
    <span className={styles.proposal}>
      <BulbOutlined aria-hidden /> {t('form.proposes', { name, because: proposed.because })}
      <Button type="link" size="small" onClick={() => props.onTake(proposed.pipelineId)}>
        {t('form.useThis')}
      </Button>
    </span>
  )
}

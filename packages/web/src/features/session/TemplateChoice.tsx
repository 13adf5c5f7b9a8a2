import { listPipelineTemplates } from '@sluice/core/catalog/contract'
import { Checkbox, Radio } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { StageChain } from './StageChain.tsx'
import styles from './TemplateChoice.module.css'

/** The ready pipelines with their stages, to choose one (`single`) or several from. Works inside a Form.Item. */
export function TemplateChoice(props: { value?: readonly string[]; onChange?: (keys: string[]) => void; single?: boolean }) {
  const { i18n } = useTranslation()
  const { data, error, refetch } = useContractQuery(listPipelineTemplates, {}, { staleTime: Infinity })
  // Templates come in the language of the request.
  useEffect(() => void refetch(), [i18n.language, refetch])
  const chosen = props.value ?? []
  if (error) return <ErrorState compact error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeletons kind="rows" count={5} />
  const choose = (key: string, on: boolean) =>
    props.onChange?.(props.single ? [key] : data.items.map((one) => one.key).filter((one) => (one === key ? on : chosen.includes(one))))
  return (
    <div className={styles.list} role={props.single ? 'radiogroup' : 'group'}>
      {data.items.map((template) => {
        const on = chosen.includes(template.key)
        const body = (
          <span className={styles.body}>
            <b className={styles.name}>{template.name}</b>
            <span className={styles.text}>{template.description}</span>
            <StageChain stages={template.stages.map((stage) => stage.name)} wonName={template.wonName} />
          </span>
        )
        return (
          <div key={template.key} className={on ? `${styles.card} ${styles.on}` : styles.card}>
            {props.single ? (
              <Radio checked={on} onChange={() => choose(template.key, true)}>
                {body}
              </Radio>
            ) : (
              <Checkbox checked={on} onChange={(event) => choose(template.key, event.target.checked)}>
                {body}
              </Checkbox>
            )}
          </div>
        )
      })}
    </div>
  )
}

import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Page.tsx'
import { ColumnChooser } from '../../ui/table/ColumnChooser.tsx'
import { shownColumns } from '../../ui/table/columns.ts'
import { useFormat } from '../../ui/use-format.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { FUNNEL_METRICS } from '@sluice/core/funnel/registry'
import type { StepView } from '@sluice/core/funnel/overview'
import { FigureDelta } from './FigureDelta.tsx'
import { FigureValue } from './FigureValue.tsx'
import { useFunnelShown } from './funnel-context.ts'
import { columnLabel, stageColumns } from './stage-columns.ts'
import type { StageColumn } from './stage-columns.ts'
import styles from './StageTable.module.css'
import { useFigureWords } from './use-figure-words.ts'

/** Every figure of every stage, in columns that can be chosen; a card for each stage on a phone. */
export function StageTable({ chosen, onChoose }: { chosen: readonly string[]; onChoose: (columns: string[]) => void }) {
  const { t } = useTranslation('funnel')
  const format = useFormat()
  const phone = usePhone()
  const shown = useFunnelShown()
  const language = format.language === 'en' ? 'en' : 'zh'
  const name = (column: StageColumn) => (column.exit ? t(`exit.${column.exit}`) : columnLabel(column.metric, language))
  const listed = stageColumns.map((column) => ({
    ...column,
    title: column.exit ? `${columnLabel(column.metric, language)} · ${name(column)}` : name(column),
    width: 104,
    render: () => null,
  }))
  const keys = new Set(shownColumns(listed, chosen.length === 0 ? null : chosen).map((column) => column.key))
  const columns = listed.filter((column) => keys.has(column.key))
  const steps = shown.views.main.steps

  return (
    <Section
      flush
      title={t('table.title')}
      note={t('table.note')}
      actions={<ColumnChooser columns={listed} chosen={chosen.length === 0 ? null : chosen} onChange={(keys) => onChoose(keys ?? [])} />}
    >
      {phone ? (
        <div className={styles.cards}>
          {steps.map((step) => (
            <div key={step.stageId} className={styles.card}>
              <h3 className={styles.stage}>{shown.stage(step.stageId)}</h3>
              <dl className={styles.facts}>
                {columns.map((column) => (
                  <div key={column.key}>
                    <dt>{column.title}</dt>
                    <dd>
                      <Cell step={step} column={column} />
                    </dd>
                  </div>
                ))}
              </dl>
            </div>
          ))}
        </div>
      ) : (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('table.stage')}</th>
                {columns.map((column) => (
                  <th key={column.key} scope="col" title={FUNNEL_METRICS[column.metric].definition[language]}>
                    {column.title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {steps.map((step) => (
                <tr key={step.stageId}>
                  <th scope="row" title={shown.stage(step.stageId)}>
                    {shown.stage(step.stageId)}
                  </th>
                  {columns.map((column) => (
                    <td key={column.key}>
                      <Cell step={step} column={column} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  )
}

function Cell({ step, column }: { step: StepView; column: StageColumn }) {
  const shown = useFunnelShown()
  const words = useFigureWords(shown)
  const figure = column.of(step)
  const wilson = figure.method.includes('wilson') && figure.enough ? words.interval(figure, shown.views.main.currency) : null
  return (
    <>
      <FigureValue figure={figure} />
      {wilson && <div className={`num ${styles.interval}`}>{wilson.replaceAll('%', '').concat('%')}</div>}
      <div>
        <FigureDelta figure={figure} />
      </div>
    </>
  )
}

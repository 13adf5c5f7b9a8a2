import type { DraftEffect } from '@sluice/core/designer/contract'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Delta } from '../../../ui/Delta.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Section } from '../../../ui/Page.tsx'
import { PlainTable } from '../../../ui/table/PlainTable.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import type { Design } from '../model/design.ts'
import styles from './Publish.module.css'

/** Where the deals of removed stages go is chosen here. */
export const removedListId = 'removed-stages'

/** What publishing would change: stages and where their deals go, gates, probabilities, the weighted amount. */
export function EffectList({ effect, design, onMap }: { effect: DraftEffect; design: Design; onMap: (from: string, to: string) => void }) {
  const { t } = useTranslation('designer')
  const format = useFormat()
  const { stages } = design.definition
  const nameOf = (id: string | null) => (id === null ? design.definition.wonName : (stages.find((stage) => stage.id === id)?.name ?? effect.removedStages.find((stage) => stage.id === id)?.name ?? '—'))
  const gates = effect.gates.filter((gate) => gate.before !== gate.after || gate.after > 0)
  const changes = [
    ...effect.addedStages.map((stage) => t('publish.added', { name: stage.name })),
    ...effect.renamedStages.map(({ from, to }) => t('publish.renamed', { from, to })),
    ...(effect.reordered ? [t('publish.reordered')] : []),
  ]
  const weighted = effect.weightedMinor
  const probabilities = effect.probabilities.filter((one) => one.from !== one.to)
  const mapped = new Map(design.mapping.map((one) => [one.from, one.to]))
  return (
    <div className={styles.list}>
      {changes.length > 0 && (
        <Section title={t('publish.stages')}>
          <ul className={styles.plain}>
            {changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
        </Section>
      )}
      {effect.removedStages.length > 0 && (
        <Section title={t('publish.removed')} note={t('publish.removedNote')} flush>
          <ul className={styles.removed} id={removedListId}>
            {effect.removedStages.map((stage) => {
              const to = mapped.get(stage.id) ?? stage.to ?? undefined
              const needed = to === undefined && (stage.openDeals > 0 || stage.stays > 0)
              return (
                <li key={stage.id}>
                  <b>{stage.name}</b>
                  <span className={`num ${styles.figures}`}>
                    {t('publish.openDeals')} {format.count(stage.openDeals)} · {t('publish.stays')} {format.count(stage.stays)}
                  </span>
                  <span className={styles.to}>
                    {t('publish.to')}
                    <Select
                      aria-label={t('publish.toOf', { name: stage.name })}
                      value={to}
                      status={needed ? 'error' : undefined}
                      placeholder={t('publish.toNeeded')}
                      popupMatchSelectWidth={false}
                      style={{ minWidth: 160 }}
                      options={stages.map((one) => ({ value: one.id, label: one.name }))}
                      onChange={(id: string) => onMap(stage.id, id)}
                    />
                  </span>
                </li>
              )
            })}
          </ul>
        </Section>
      )}
      <div className={styles.columns}>
        <Section title={t('publish.gates')}>
          {gates.length === 0 ? (
            <EmptyState compact title={t('publish.noGateChange')} />
          ) : (
            <PlainTable
              rows={gates}
              rowKey={(gate) => `${gate.stageId} ${gate.side}`}
              quiet={(gate) => gate.before === gate.after}
              columns={[
                { title: t('publish.gateStage'), cell: (gate) => nameOf(gate.stageId) },
                { title: t('publish.gateSide'), cell: (gate) => t(`publish.sides.${gate.side}`) },
                { title: t('publish.before'), num: true, cell: (gate) => t('publish.items', { count: gate.before }) },
                { title: t('publish.after'), num: true, cell: (gate) => t('publish.items', { count: gate.after }) },
              ]}
            />
          )}
        </Section>
        <Section title={t('publish.probabilities')}>
          {probabilities.length === 0 ? (
            <p className={styles.quiet}>{t('publish.noProbabilityChange')}</p>
          ) : (
            <PlainTable
              rows={probabilities}
              rowKey={(one) => one.stageId}
              columns={[
                { title: t('publish.gateStage'), cell: (one) => nameOf(one.stageId) },
                { title: t('publish.deals'), num: true, cell: (one) => format.count(one.openDeals) },
                { title: t('publish.before'), num: true, cell: (one) => format.percent(one.from, 0) },
                { title: t('publish.after'), num: true, cell: (one) => format.percent(one.to, 0) },
              ]}
            />
          )}
          <dl className={styles.weighted}>
            <dt title={t('publish.weightedHelp')}>{t('publish.weighted')}</dt>
            <dd className="num">
              {format.moneyShort(weighted.before)} → <b>{format.moneyShort(weighted.after)}</b>
              {weighted.before !== 0 && weighted.after !== weighted.before && <Delta value={weighted.after - weighted.before} text={format.change(weighted.after / weighted.before - 1)} better="neither" />}
            </dd>
          </dl>
        </Section>
      </div>
      <p className={styles.quiet}>{t('publish.otherText')}</p>
    </div>
  )
}

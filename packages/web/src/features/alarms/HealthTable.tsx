import type { DiagnosisAnswer, SpokenHealth } from '@sluice/core/diagnosis/contract'
import { healthPartLabel } from '@sluice/core/diagnosis/health-parts'
import { isMetricKey } from '@sluice/core/metrics/registry'
import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Section } from '../../ui/Page.tsx'
import { SideDrawer } from '../../ui/SideDrawer.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { ReportTable } from '../analysis/ReportTable.tsx'
import { HealthParts } from '../health/HealthParts.tsx'
import { healthLevel } from '../health/health-level.ts'
import { ScoreDial } from '../health/ScoreDial.tsx'
import styles from './Diagnosis.module.css'
import { useSpoken } from './use-spoken.ts'

interface Row {
  id: string
  name: string
  health: SpokenHealth
}

/** Teams and people by their health, each part a column; a row opens the sum. */
export function HealthTable({ answer, search }: { answer: Pick<DiagnosisAnswer, 'teams' | 'reps'>; search: string }) {
  const { t } = useTranslation('alarms')
  const { t: th } = useTranslation('health')
  const format = useFormat()
  const spoken = useSpoken()
  const [who, setWho] = useState<'teams' | 'reps'>('reps')
  const [open, setOpen] = useState<Row | null>(null)
  const rows: Row[] = who === 'teams' ? answer.teams.map(({ team, health }) => ({ id: team.id, name: team.name, health })) : answer.reps.map(({ owner, health }) => ({ id: owner.id, name: owner.name, health }))
  const keys = rows[0]?.health.parts.map((part) => part.key) ?? []
  const subject = who === 'teams' ? 'team' : 'rep'
  const pointsOf = (row: Row, key: string) => row.health.parts.find((part) => part.key === key)?.points ?? null
  return (
    <Section
      title={t('diagnosis.people')}
      note={t('diagnosis.peopleNote')}
      actions={<Segmented size="small" aria-label={t('diagnosis.people')} value={who} onChange={setWho} options={(['reps', 'teams'] as const).map((value) => ({ value, label: t(`diagnosis.${value}`) }))} />}
    >
      {rows.length === 0 ? (
        <EmptyState compact title={t('diagnosis.nobody')} />
      ) : (
        <ReportTable
          key={who}
          label={t('diagnosis.people')}
          head={{
            title: t('diagnosis.name'),
            cell: (row) => (
              <button type="button" className={styles.name} onClick={() => setOpen(row)} title={row.name}>
                {row.name}
              </button>
            ),
          }}
          rows={rows}
          rowKey={(row) => row.id}
          initial="score"
          columns={[
            {
              key: 'score', title: t('diagnosis.score'), metric: 'health.score', sort: (row) => row.health.score,
              cell: (row) =>
                row.health.score === null ? (
                  <span className={styles.few}>{t('diagnosis.noScore')}</span>
                ) : (
                  <span className={styles.score} data-level={healthLevel(row.health.score)}>
                    {format.number(row.health.score, 0)} <small>{th(`level.${healthLevel(row.health.score)}`)}</small>
                  </span>
                ),
            },
            ...keys.map((key) => {
              const label = healthPartLabel(key, subject)
              const metric = rows[0]?.health.parts.find((part) => part.key === key)?.figure.metric ?? ''
              return {
                key, title: label ? spoken(label) : key, ...(isMetricKey(metric) && { metric }), sort: (row: Row) => pointsOf(row, key),
                cell: (row: Row) => {
                  const part = row.health.parts.find((one) => one.key === key)
                  const points = part?.points ?? null
                  return points === null ? <span className={styles.few}>—</span> : <span title={part ? spoken(part.text) : undefined}>{format.number(points, 0)}</span>
                },
              }
            }),
          ]}
        />
      )}
      {open && (
        <SideDrawer open onClose={() => setOpen(null)} width={480} title={open.name}>
          <div className={styles.stack}>
            <div className={styles.drawerHead}>
              <ScoreDial score={open.health.score} />
              <p>{spoken(open.health.text)}</p>
            </div>
            <HealthParts health={open.health} owner={open.health.subject === 'rep' ? open.id : undefined} search={search} />
          </div>
        </SideDrawer>
      )}
    </Section>
  )
}

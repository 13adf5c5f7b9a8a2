import { dealObject } from '@sluice/core/conditions/objects'
import type { StageDefinition } from '@sluice/core/config/pipeline-definition'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../ui/use-format.ts'
import { GateInWords } from './GateInWords.tsx'
import styles from './StageGuide.module.css'

/** What a stage means and asks, and how to work in it: everything to read, nothing to change. `facts` adds probability, category and dwell. */
export function StageWords({ stage, facts }: { stage: StageDefinition; facts?: boolean }) {
  const { t } = useTranslation('guide')
  return (
    <div className={styles.guide}>
      <Part title={t('definition')}>{stage.definition ? <p className={styles.prose}>{stage.definition}</p> : <p className={styles.unset}>{t('noDefinition')}</p>}</Part>
      {facts && <StageFacts stage={stage} />}
      <Part title={t('entry')}>
        <GateInWords gate={stage.entryGate} />
        <Notes text={stage.entryCriteria} />
      </Part>
      <Part title={t('exit')}>
        <GateInWords gate={stage.exitGate} />
        <Notes text={stage.exitCriteria} />
      </Part>
      {(stage.nextStepHint || stage.nextStepRequired) && (
        <Part title={t('nextStep')}>
          {stage.nextStepHint && <p className={styles.prose}>{stage.nextStepHint}</p>}
          {stage.nextStepRequired && <p className={styles.note}>{t('nextStepRequired')}</p>}
        </Part>
      )}
      <PlaybookWords stage={stage} />
    </div>
  )
}

/** What must be true for the win. */
export function WonWords({ gate, criteria }: { gate: StageDefinition['entryGate']; criteria: string }) {
  const { t } = useTranslation('guide')
  return (
    <div className={styles.guide}>
      <Part title={t('won')}>
        <GateInWords gate={gate} />
        <Notes text={criteria} />
      </Part>
    </div>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className={styles.heading}>{title}</h3>
      {children}
    </section>
  )
}

function Notes({ text }: { text: string }) {
  const { t } = useTranslation('guide')
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (lines.length === 0) return null
  return (
    <div className={styles.notes}>
      <h4>{t('notes')}</h4>
      <ul>
        {lines.map((line, index) => (
          <li key={index}>{line}</li>
        ))}
      </ul>
    </div>
  )
}

const categories = dealObject.fields.get('forecastCategory')?.options ?? []

function StageFacts({ stage }: { stage: StageDefinition }) {
  const { t, i18n } = useTranslation('guide')
  const format = useFormat()
  const { dwell } = stage
  const dwellWords =
    dwell === null ? t('dwellNone')
    : dwell.type === 'days' ? t('dwellDays', { days: dwell.days })
    : dwell.type === 'mean' ? t('dwellMean', { factor: dwell.factor })
    : t('dwellPercentile', { percentile: dwell.percentile })
  return (
    <dl className={`num ${styles.facts}`}>
      <div>
        <dt>{t('probability')}</dt>
        <dd>{format.percent(stage.winProbability, 0)}</dd>
      </div>
      <div>
        <dt>{t('category')}</dt>
        <dd>{categories.find((one) => one.value === stage.forecastCategory)?.label[i18n.language === 'en' ? 'en' : 'zh'] ?? stage.forecastCategory}</dd>
      </div>
      <div>
        <dt>{t('layer')}</dt>
        <dd>{t(`layers.${stage.layer}`)}</dd>
      </div>
      <div>
        <dt>{t('dwell')}</dt>
        <dd>{dwellWords}</dd>
      </div>
    </dl>
  )
}

function PlaybookWords({ stage }: { stage: StageDefinition }) {
  const { t } = useTranslation('guide')
  const { scripts, questions, materials, objections } = stage.playbook
  if (!scripts && questions.length + materials.length + objections.length === 0)
    return (
      <Part title={t('playbook')}>
        <p className={styles.unset}>{t('noPlaybook')}</p>
      </Part>
    )
  return (
    <>
      {scripts && (
        <Part title={t('scripts')}>
          <p className={styles.prose}>{scripts}</p>
        </Part>
      )}
      {questions.length > 0 && (
        <Part title={t('questions')}>
          <ul className={styles.list}>
            {questions.map((question, index) => (
              <li key={index}>{question}</li>
            ))}
          </ul>
        </Part>
      )}
      {materials.length > 0 && (
        <Part title={t('materials')}>
          <ul className={styles.list}>
            {materials.map((material, index) => (
              <li key={index}>
                {material.url ? (
                  <a href={material.url} target="_blank" rel="noreferrer">
                    {material.name}
                  </a>
                ) : (
                  material.name
                )}
              </li>
            ))}
          </ul>
        </Part>
      )}
      {objections.length > 0 && (
        <Part title={t('objections')}>
          <dl className={styles.objections}>
            {objections.map((one, index) => (
              <div key={index}>
                <dt>{one.objection}</dt>
                <dd>{one.answer}</dd>
              </div>
            ))}
          </dl>
        </Part>
      )}
    </>
  )
}

import type { GateGroup } from '@sluice/core/config/gate'
import { useTranslation } from 'react-i18next'
import { Tag } from '../../../ui/Tag.tsx'
import styles from './StageGuide.module.css'
import { useGateWords } from './use-gate-words.ts'

const tones = { block: 'brand', reason: 'warn', warn: 'neutral' } as const

/** A gate to read: every criterion as a sentence, groups within each other. */
export function GateInWords({ gate }: { gate: GateGroup | null }) {
  const { t } = useTranslation('guide')
  if (!gate || gate.items.length === 0) return <p className={styles.unset}>{t('none')}</p>
  return <Group group={gate} />
}

function Group({ group }: { group: GateGroup }) {
  const { t } = useTranslation('guide')
  const { say } = useGateWords()
  return (
    <>
      {group.op === 'any' && <p className={styles.any}>{t('any')}</p>}
      <ul className={styles.criteria}>
        {group.items.map((item, index) =>
          'op' in item ? (
            <li key={index} className={styles.inner}>
              {item.op === 'all' && <p className={styles.any}>{t('all')}</p>}
              <Group group={item} />
            </li>
          ) : (
            <li key={item.id} className={styles.criterion}>
              <span>
                {say(item)}
                {item.help && <small>{item.help}</small>}
              </span>
              <span title={t(`severityHelp.${item.severity}`)}>
                <Tag tone={tones[item.severity]}>{t(`severity.${item.severity}`)}</Tag>
              </span>
            </li>
          ),
        )}
      </ul>
    </>
  )
}

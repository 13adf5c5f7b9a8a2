import { CheckCircleFilled } from '@ant-design/icons'
import { getCompleteness } from '@sluice/core/fields/contract'
import { Popover, Progress } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { useFormat } from '../../ui/use-format.ts'
import styles from './Completeness.module.css'
import type { RecordObject } from './use-catalogue.ts'

/** Opens the field's editor where it stands on the page. */
function openField(key: string) {
  const place = document.querySelector<HTMLElement>(`[data-field="${CSS.escape(key)}"]`)
  if (!place) return
  place.scrollIntoView({ block: 'center', behavior: 'smooth' })
  // A field edited in place opens with its own button; what is no button there is only shown.
  place.querySelector<HTMLElement>('button')?.click()
}

/** How complete a record is, in a word; opens the list of what is missing, each leading to its field. Nothing where nothing is asked for. */
export function Completeness({ object, id }: { object: RecordObject; id: string }) {
  const { t } = useTranslation('fields')
  const format = useFormat()
  const [open, setOpen] = useState(false)
  const { data } = useContractQuery(getCompleteness, { params: { object, id } })
  if (!data || data.score === null || data.asked === 0) return null
  const full = data.missing.length === 0
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      placement="bottomLeft"
      title={full ? t('completeness.full') : t('completeness.missing', { count: data.missing.length })}
      content={
        full ? (
          t('completeness.filled', { filled: data.filled, asked: data.asked })
        ) : (
          <ul className={styles.missing}>
            {data.missing.map((one) => (
              <li key={one.key}>
                <button
                  type="button"
                  aria-label={t('completeness.fill', { name: one.label })}
                  onClick={() => {
                    setOpen(false)
                    openField(one.key)
                  }}
                >
                  <span>{one.label}</span>
                  <small className={one.required ? styles.required : undefined}>{t(one.required ? 'completeness.required' : 'completeness.recommended')}</small>
                </button>
              </li>
            ))}
          </ul>
        )
      }
    >
      <button type="button" className={styles.badge}>
        {full ? <CheckCircleFilled aria-hidden className={styles.full} /> : <Progress type="circle" size={14} strokeWidth={18} showInfo={false} percent={Math.round(data.score * 100)} aria-hidden />}
        <span className="num">{t('completeness.score', { score: format.percent(data.score, 0) })}</span>
      </button>
    </Popover>
  )
}

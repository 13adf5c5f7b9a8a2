import { CloseOutlined, FilterOutlined } from '@ant-design/icons'
import { Button, Spin } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { ConditionSentence } from '../conditions/ConditionSentence.tsx'
import { readCondition, writeCondition } from '../conditions/read-condition.ts'
import { useCatalogue } from '../fields/use-catalogue.ts'
import type { FilterProps } from './filter-props.ts'
import styles from './FunnelFilters.module.css'

const ConditionEditor = lazy(() => import('../conditions/ConditionEditor.tsx'))
type Props = Pick<FilterProps, 'url' | 'change'>

/** A free condition over the deal's fields. Applied when it is ready, not while it is written: each change asks the whole funnel anew. */
export function ConditionFilter({ url, change }: Props) {
  const { t } = useTranslation('funnel')
  const catalogue = useCatalogue('deal')
  const [open, setOpen] = useState(false)
  const [draft, setDraft] = useState(url.where)
  const show = () => {
    setDraft(url.where)
    setOpen(true)
  }
  const apply = (where: string) => {
    change({ where })
    setOpen(false)
  }
  return (
    <>
      <Button icon={<FilterOutlined />} onClick={show} type={url.where === '' ? 'default' : 'primary'} ghost={url.where !== ''}>
        {t('where')}
      </Button>
      <BottomSheet
        open={open}
        onClose={() => setOpen(false)}
        title={t('where')}
        width={620}
        footer={
          <div className={styles.foot}>
            <Button onClick={() => apply('')} disabled={url.where === '' && draft === ''}>
              {t('whereClear')}
            </Button>
            <Button type="primary" onClick={() => apply(draft)} disabled={draft === url.where}>
              {t('apply')}
            </Button>
          </div>
        }
      >
        <Suspense fallback={<Spin />}>
          <ConditionEditor object={catalogue} value={readCondition(url.where, catalogue) ?? null} onChange={(condition) => setDraft(writeCondition(condition))} />
        </Suspense>
      </BottomSheet>
    </>
  )
}

/** What the condition in force says; a text of the command line's form is shown as it is. */
export function ConditionLine({ url, change }: Props) {
  const { t } = useTranslation('funnel')
  const catalogue = useCatalogue('deal')
  if (url.where.trim() === '') return null
  const condition = readCondition(url.where, catalogue)
  return (
    <div className={styles.sentence} role="status">
      <span className={styles.quiet}>{t('where')}</span>
      <span>{condition ? <ConditionSentence condition={condition} object={catalogue} /> : url.where}</span>
      <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t('whereClear')} onClick={() => change({ where: '' })} />
    </div>
  )
}

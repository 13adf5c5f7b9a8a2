import { DownloadOutlined } from '@ant-design/icons'
import { importKinds } from '@sluice/core/imports/fields'
import type { ImportKind } from '@sluice/core/imports/fields'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import { templateCsv } from './model/template-csv.ts'
import styles from './Templates.module.css'

/** Empty tables with the right heads, for those who begin with a blank sheet. */
export function Templates() {
  const { t } = useTranslation('imports')
  const { language } = useFormat()
  const download = (kind: ImportKind) => {
    const url = URL.createObjectURL(new Blob([templateCsv(kind, language)], { type: 'text/csv;charset=utf-8' }))
    const link = document.createElement('a')
    link.href = url
    link.download = `${t('template.fileName', { kind: t(`kind.${kind}`) })}.csv`
    link.click()
    URL.revokeObjectURL(url)
  }
  return (
    <div className={styles.templates}>
      <span className={styles.label}>{t('template.label')}</span>
      {importKinds.map((kind) => (
        <Button key={kind} size="small" icon={<DownloadOutlined aria-hidden />} onClick={() => download(kind)}>
          {t(`kind.${kind}`)}
        </Button>
      ))}
    </div>
  )
}

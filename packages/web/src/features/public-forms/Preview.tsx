import { inLanguage } from '@sluice/core/public-forms/definition'
import type { FormDefinition, FormLanguage } from '@sluice/core/public-forms/definition'
import { escapeHtml } from '@sluice/core/public-forms/escape-html'
import { renderForm } from '@sluice/core/public-forms/render-page'
import { Segmented } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../session/session.ts'
import styles from './PublicForms.module.css'

/** The page as a phone shows it, drawn by the same function as the public one; in a sandbox of no origin, where the app's own policy lets no inline script run. */
export function Preview({ draft }: { draft: FormDefinition }) {
  const { t } = useTranslation('publicForms')
  const { org } = useSession()
  const [wanted, setLanguage] = useState<FormLanguage>('zh')
  const language = draft.languages.includes(wanted) ? wanted : (draft.languages[0] ?? 'zh')
  const html = useMemo(() => {
    const { style, body } = renderForm(draft, { language, orgName: org.name, action: '#', otherLanguageUrl: null, isPreview: true })
    return `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(inLanguage(draft.title, language))}</title><style>${style}noscript{display:none}</style><body>${body}</body></html>`
  }, [draft, language, org.name])
  return (
    <>
      <div className={styles.previewHead}>
        <span>{t('previewFrame')}</span>
        {draft.languages.length > 1 && <Segmented size="small" aria-label={t('words.languages')} value={language} options={[{ value: 'zh', label: t('words.zh') }, { value: 'en', label: t('words.en') }]} onChange={setLanguage} />}
      </div>
      <div className={styles.phone}>
        <iframe title={t('previewFrame')} sandbox="allow-scripts" srcDoc={html} />
      </div>
    </>
  )
}

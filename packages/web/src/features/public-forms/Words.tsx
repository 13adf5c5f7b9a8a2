import type { FormLanguage, FormWords } from '@sluice/core/public-forms/definition'
import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import styles from './PublicForms.module.css'

/** A text in each of the form's languages. */
export function Words(props: { label: string; value: FormWords; languages: readonly FormLanguage[]; max: number; rows?: number; disabled?: boolean; onChange: (value: FormWords) => void }) {
  const { t } = useTranslation('publicForms')
  const { value, languages, max, disabled } = props
  return (
    <div className={styles.pair}>
      {languages.map((language) => {
        const shared = {
          value: value[language], maxLength: max, disabled,
          onChange: (event: { target: { value: string } }) => props.onChange({ ...value, [language]: event.target.value }),
        }
        return (
          <label key={language} className={styles.label}>
            <span>{languages.length > 1 ? `${props.label} · ${t(`words.${language}`)}` : props.label}</span>
            {props.rows === undefined ? <Input {...shared} /> : <Input.TextArea {...shared} autoSize={{ minRows: props.rows, maxRows: 10 }} />}
          </label>
        )
      })}
    </div>
  )
}

import { EyeOutlined } from '@ant-design/icons'
import type { WholeForm } from '@sluice/core/public-forms/contract'
import { inLanguage } from '@sluice/core/public-forms/definition'
import type { FormDefinition } from '@sluice/core/public-forms/definition'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { Section } from '../../ui/Page.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useMediaQuery } from '../../ui/use-media-query.ts'
import { useProblemText } from '../../ui/use-problem-text.ts'
import { FieldsEditor } from './FieldsEditor.tsx'
import { PageSettings } from './PageSettings.tsx'
import { Preview } from './Preview.tsx'
import styles from './PublicForms.module.css'
import type { FormEdit } from './use-form-edit.ts'

/** The draft: fields and everything around them on the left, what it looks like on a phone on the right. */
export function Builder({ form, edit, mayWrite }: { form: WholeForm; edit: FormEdit; mayWrite: boolean }) {
  const { t } = useTranslation('publicForms')
  const narrow = useMediaQuery('(max-width: 1099.98px)')
  const [previewing, setPreviewing] = useState(false)
  return (
    <div className={styles.builder}>
      <div className={styles.column}>
        <Problems edit={edit} />
        <Section title={t('sections.fields')} actions={narrow && <Button icon={<EyeOutlined />} onClick={() => setPreviewing(true)}>{t('preview')}</Button>}>
          <FieldsEditor draft={edit.draft} change={edit.change} disabled={!mayWrite} />
        </Section>
        <PageSettings form={form} draft={edit.draft} change={edit.change} disabled={!mayWrite} />
      </div>
      {!narrow && (
        <aside className={styles.aside} aria-label={t('preview')}>
          <Preview draft={edit.draft} />
        </aside>
      )}
      {previewing && (
        <BottomSheet open title={t('preview')} onClose={() => setPreviewing(false)} width={460}>
          <Preview draft={edit.draft} />
        </BottomSheet>
      )}
    </div>
  )
}

/** What keeps it from being published, and advice; said while it is edited. */
function Problems({ edit }: { edit: FormEdit }) {
  const { t } = useTranslation('publicForms')
  const say = useProblemText()
  const must = edit.problems.filter((one) => one.isAdvice !== true).length
  if (edit.problems.length === 0) return null
  return (
    <Section title={t('problems.label')} note={must === 0 ? t('problems.ready') : t('problems.count', { count: must })}>
      <ul className={styles.problems} aria-label={t('problems.label')}>
        {edit.problems.map((one) => (
          <li key={`${one.path} ${one.code}`}>
            <Tag tone={one.isAdvice ? 'neutral' : 'bad'}>{t(one.isAdvice ? 'problems.advice' : 'problems.must')}</Tag>
            <span>{`${placeOf(edit.draft, one.path, t as never)}${say({ code: one.code })}`}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Where a problem is, in words: the field's label, or the section. */
function placeOf(draft: FormDefinition, path: string, t: (key: string) => string): string {
  const [first = '', index] = path.split('.')
  if (first === 'fields' && index !== undefined) {
    const field = draft.fields[Number(index)]
    return `${(field && inLanguage(field.label, 'zh')) || field?.key || ''}：`
  }
  const sections: Record<string, string> = { title: 'words.title', submit: 'words.submit', consent: 'sections.consent', thanks: 'sections.after', reward: 'after.reward' }
  return sections[first] === undefined ? '' : `${t(sections[first])}：`
}

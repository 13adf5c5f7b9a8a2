import { EditOutlined } from '@ant-design/icons'
import { askLanguageModel, getLanguageModel, previewLanguage } from '@sluice/core/language-model/contract'
import type { LanguageQuestion } from '@sluice/core/language-model/contract'
import { Button, Input } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractMutation, useContractQuery } from '../../api/query.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { copyToClipboard } from '../../ui/copy-to-clipboard.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useToast } from '../../ui/use-toast.tsx'
import { seldom } from '../pickers/seldom.ts'
import styles from './Draft.module.css'

interface Props {
  question: LanguageQuestion
  disabled?: boolean
  /** What is done with the text; without it, it is copied. */
  onTake?: (text: string) => void
}

/** A button that lets the language model write; nothing while there is none. What is sent is shown first, and nothing is used by itself. */
export function LanguageDraft({ question, disabled, onTake }: Props) {
  const { t } = useTranslation('languageModel')
  const [open, setOpen] = useState(false)
  const model = useContractQuery(getLanguageModel, {}, seldom).data
  if (model === undefined || !model.isOn) return null
  return (
    <>
      <Button size="small" className={styles.button} icon={<EditOutlined />} disabled={disabled} onClick={() => setOpen(true)}>
        {t(`${question.kind}.button`)}
      </Button>
      {open && <DraftSheet question={question} host={model.host ?? ''} model={model.model ?? ''} onTake={onTake} onClose={() => setOpen(false)} />}
    </>
  )
}

function DraftSheet({ question, host, model, onTake, onClose }: { question: LanguageQuestion; host: string; model: string; onTake: Props['onTake']; onClose: () => void }) {
  const { t } = useTranslation('languageModel')
  const toast = useToast()
  const [wish, setWish] = useState('')
  const preview = useContractMutation(previewLanguage)
  const ask = useContractMutation(askLanguageModel, { onError: toast.failed })
  const { mutate } = preview
  // As it was when the sheet was opened: what is shown is what is sent.
  const [asked] = useState(question)
  useEffect(() => mutate({ body: { question: asked } }), [mutate, asked])
  const write = () => ask.mutate({ body: { question: asked.kind === 'mail' ? { ...asked, wish } : asked } })
  const pieces = ask.data?.pieces ?? []
  const kept = pieces.filter(({ invented }) => invented.length === 0).map(({ text }) => text).join('').trim()
  const take = async () => {
    if (onTake) onTake(kept)
    else if (await copyToClipboard(kept)) toast.done(t(asked.kind === 'mail' ? 'mail.taken' : 'diagnosis.taken'))
    onClose()
  }
  const sources = ask.data?.sources ?? preview.data?.sources ?? []
  return (
    <BottomSheet
      open
      title={t(`${asked.kind}.title`)}
      width={520}
      onClose={onClose}
      footer={
        ask.data ? (
          <div className={styles.foot}>
            <Button type="primary" disabled={kept === ''} onClick={() => void take()}>{t(`${asked.kind}.take`)}</Button>
            <Button loading={ask.isPending} onClick={write}>{t('again')}</Button>
            <Button onClick={() => ask.reset()}>{t('back')}</Button>
          </div>
        ) : (
          <Button type="primary" disabled={preview.data === undefined} loading={ask.isPending} onClick={write}>{t(ask.isPending ? 'writing' : 'start')}</Button>
        )
      }
    >
      <div className={styles.body}>
        {ask.data ? (
          <>
            <p className={styles.help}>{t('check')}</p>
            <div className={styles.answer} role="region" aria-label={t('result')}>
              {pieces.map(({ text, invented }, i) =>
                invented.length === 0 ? (
                  <span key={i}>{text}</span>
                ) : (
                  <span key={i}>
                    <del className={styles.invented}>{text.trimEnd()}</del> <small className={styles.why}>{t('invented', { numbers: invented.join('、') })}</small>
                    {text.endsWith('\n') ? '\n' : ''}
                  </span>
                ),
              )}
            </div>
            {kept === '' && <p className={styles.help}>{t('allInvented')}</p>}
          </>
        ) : (
          <>
            {asked.kind === 'mail' && (
              <label className={styles.wish}>
                <span>{t('mail.wish')}</span>
                <Input.TextArea aria-label={t('mail.wish')} placeholder={t('mail.wishPlaceholder')} maxLength={500} autoSize={{ minRows: 2, maxRows: 5 }} value={wish} onChange={(event) => setWish(event.target.value)} />
              </label>
            )}
            <p className={styles.help}>{t('leaves', { host, model })}</p>
          </>
        )}
        {preview.error ? (
          <ErrorState compact error={preview.error} onRetry={() => mutate({ body: { question: asked } })} />
        ) : preview.data === undefined ? (
          <Skeletons kind="rows" count={2} />
        ) : ask.data ? (
          <p className={styles.links}>
            <span className={styles.help}>{t('sources')}</span>
            {sources.map(({ label, path }, i) => (path === null ? <span key={i}>{label}</span> : <Link key={i} to={path} target="_blank">{label}</Link>))}
          </p>
        ) : (
          <>
            <ul className={styles.sources} aria-label={t('sources')}>
              {sources.map(({ label, text }, i) => (
                <li key={i}>
                  <details open={sources.length === 1}>
                    <summary>{label}</summary>
                    <pre>{text}</pre>
                  </details>
                </li>
              ))}
            </ul>
            {preview.data.hidden > 0 && <p className={styles.help}>{t('hidden', { count: preview.data.hidden })}</p>}
          </>
        )}
      </div>
    </BottomSheet>
  )
}

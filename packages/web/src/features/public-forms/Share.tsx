import { DownloadOutlined, ExportOutlined } from '@ant-design/icons'
import type { WholeForm } from '@sluice/core/public-forms/contract'
import { escapeHtml } from '@sluice/core/public-forms/escape-html'
import { Alert, Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CopyText } from '../../ui/CopyText.tsx'
import { Section } from '../../ui/Page.tsx'
import { useToast } from '../../ui/use-toast.tsx'
import { fileNames, qrPng, saveFile, svgAddress } from '../campaigns/qr-files.ts'
import styles from './PublicForms.module.css'
import type { FormEdit } from './use-form-edit.ts'

/** How a form is shown elsewhere: its link, a QR code, and what goes into another site's page. */
export function Share({ form, edit, mayWrite }: { form: WholeForm; edit: FormEdit; mayWrite: boolean }) {
  const { t } = useTranslation('publicForms')
  const toast = useToast()
  const [key, setKey] = useState(form.key)
  const picture = { link: form.link, caption: [form.name], logo: form.draft.theme.logo }
  const [file = 'qr'] = fileNames([form.name])
  const script = `<script src="${form.link}/embed.js" data-title="${escapeHtml(form.name)}" async></script>`
  const frame = `<iframe src="${form.link}" title="${escapeHtml(form.name)}" style="width:100%;height:640px;border:0"></iframe>`
  const isPublished = form.publishedNo !== null
  return (
    <>
      {!isPublished && <Alert type="info" showIcon title={t('share.notPublished')} />}
      <Section title={t('share.link')}>
        <div className={styles.share}>
          <div className={styles.line}>
            <CopyText text={form.link} />
            {isPublished && <Button size="small" icon={<ExportOutlined />} href={form.link} target="_blank" rel="noreferrer noopener">{t('share.openPage')}</Button>}
          </div>
          {!isPublished && mayWrite && (
            <label className={styles.label}>
              <span>{t('share.key')}</span>
              <Input.Search value={key} maxLength={60} enterButton={t('save')} onChange={(event) => setKey(event.target.value.toLowerCase())} onSearch={() => void edit.set({ key }, t('saved'))} />
              <span className={styles.help}>{t('share.keyHint')}</span>
            </label>
          )}
        </div>
      </Section>
      <Section title={t('share.qr')}>
        <div className={styles.share}>
          <img className={styles.qr} src={svgAddress(picture)} alt={`${t('share.qr')} ${form.name}`} />
          <div className={styles.line}>
            <Button icon={<DownloadOutlined />} onClick={() => void qrPng(picture).then((png) => saveFile(`${file}.png`, 'image/png', png), toast.failed)}>PNG</Button>
          </div>
          <p className={styles.help}>{t('share.qrHint')}</p>
        </div>
      </Section>
      <Section title={t('share.script')}>
        <div className={styles.share}>
          {(form.published?.sites ?? []).length === 0 && <Alert type="warning" showIcon title={t('share.sitesNeeded')} />}
          <pre className={styles.code}>{script}</pre>
          <div className={styles.line}><CopyText text={script}>{t('share.script')}</CopyText></div>
          <p className={styles.help}>{t('share.scriptHint')}</p>
        </div>
      </Section>
      <Section title={t('share.frame')}>
        <div className={styles.share}>
          <pre className={styles.code}>{frame}</pre>
          <div className={styles.line}><CopyText text={frame}>{t('share.frame')}</CopyText></div>
        </div>
      </Section>
    </>
  )
}

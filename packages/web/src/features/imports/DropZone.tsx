import { CloudUploadOutlined, FileTextOutlined } from '@ant-design/icons'
import { getImport, uploadImport } from '@sluice/core/imports/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Progress } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { ApiError } from '../../api/api-error.ts'
import { contractKey } from '../../api/query.ts'
import { upload } from '../../api/upload.ts'
import { paths } from '../../paths.ts'
import { useFormat } from '../../ui/use-format.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import styles from './DropZone.module.css'
import { fileSize } from './model/file-size.ts'
import { useFailureText } from './use-failure-text.ts'

/** What pickers offer; what a file really is, the server tells by its content. */
const accept = '.csv,.tsv,.txt,.xlsx,.xlsm,.xls,.gz'

interface Sending {
  file: File
  share: number
  stop: AbortController
}

/** A large place to drop a file on, or to pick one: it is sent with its progress, and the wizard opens. */
export function DropZone() {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const navigate = useNavigate()
  const client = useQueryClient()
  const phone = usePhone()
  const say = useFailureText()
  const picker = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [sending, setSending] = useState<Sending | null>(null)
  const [failed, setFailed] = useState<{ name: string; error: unknown } | null>(null)
  useNoNavigationByDrop()

  const send = async (files: ArrayLike<File>) => {
    const [file] = Array.from(files)
    if (!file || sending) return
    setFailed(files.length > 1 ? { name: file.name, error: { code: 'several' } } : null)
    if (file.size === 0) return setFailed({ name: file.name, error: new ApiError({ code: 'import.empty', status: 422 }) })
    const stop = new AbortController()
    setSending({ file, share: 0, stop })
    try {
      const made = await upload(uploadImport, {}, file, { signal: stop.signal, onProgress: (share) => setSending({ file, share, stop }) })
      client.setQueryData(contractKey(getImport, { params: { id: made.id } }), made)
      void client.invalidateQueries({ queryKey: ['/imports'] })
      void navigate(paths.importRun(made.id))
    } catch (error) {
      setSending(null)
      if (!(error instanceof ApiError && error.code === 'aborted')) setFailed({ name: file.name, error })
    }
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void send(event.dataTransfer.files)
  }

  return (
    <div>
      <input
        ref={picker}
        type="file"
        accept={accept}
        hidden
        data-testid="import-file"
        onChange={(event) => {
          if (event.target.files) void send(event.target.files)
          event.target.value = ''
        }}
      />
      {sending ? (
        <div className={styles.zone} aria-live="polite">
          <FileTextOutlined className={styles.icon} />
          <div className={styles.title}>{sending.file.name}</div>
          <div className={styles.text}>{sending.share < 1 ? t('drop.sending', { size: fileSize(sending.file.size) }) : t('drop.sent')}</div>
          <Progress percent={Math.floor(sending.share * 100)} className={styles.progress} status={sending.share < 1 ? 'active' : 'normal'} aria-label={t('drop.progress')} />
          <Button size="small" onClick={() => sending.stop.abort()}>
            {t('drop.cancel')}
          </Button>
        </div>
      ) : (
        <button
          type="button"
          className={over ? `${styles.zone} ${styles.pick} ${styles.over}` : `${styles.zone} ${styles.pick}`}
          onClick={() => picker.current?.click()}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={onDrop}
        >
          <CloudUploadOutlined className={styles.icon} />
          <span className={styles.title}>{over ? t('drop.release') : phone ? t('drop.pick') : t('drop.title')}</span>
          <span className={styles.text}>{t('drop.formats')}</span>
          <span className={styles.note}>{t('drop.safe', { rows: format.countShort(500_000) })}</span>
        </button>
      )}
      {failed && (
        <Alert
          className={styles.failed}
          type={codeOf(failed.error) === 'several' ? 'info' : 'error'}
          showIcon
          closable={{ onClose: () => setFailed(null) }}
          title={codeOf(failed.error) === 'several' ? t('drop.several', { name: failed.name }) : t('drop.failed', { name: failed.name })}
          description={codeOf(failed.error) === 'several' ? undefined : say(failed.error)}
        />
      )}
    </div>
  )
}

const codeOf = (error: unknown) => (error as { code?: string }).code

/** A file dropped beside the zone would make the browser leave the app for it. */
function useNoNavigationByDrop() {
  useEffect(() => {
    const stop = (event: Event) => event.preventDefault()
    window.addEventListener('dragover', stop)
    window.addEventListener('drop', stop)
    return () => {
      window.removeEventListener('dragover', stop)
      window.removeEventListener('drop', stop)
    }
  }, [])
}

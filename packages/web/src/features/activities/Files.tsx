import { DeleteOutlined, InboxOutlined, PaperClipOutlined } from '@ant-design/icons'
import { addAttachment, getAttachment, listAttachments, removeAttachment } from '@sluice/core/activities/contract'
import type { SubjectType } from '@sluice/core/activities/contract'
import { Progress, Select } from 'antd'
import { useRef, useState } from 'react'
import type { DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { apiUrl } from '../../api/client.ts'
import { useContractMutation, useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { upload } from '../../api/upload.ts'
import { randomKey } from '../../api/random-key.ts'
import { ConfirmButton } from '../../ui/ConfirmButton.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { useProblemText } from '../../ui/use-problem-text.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { fileKinds, fileSize, guessFileKind, maxFileBytes } from './file-kinds.ts'
import type { FileKind } from './file-kinds.ts'
import styles from './Files.module.css'

interface Sending {
  key: string
  name: string
  share: number
  /** Why it failed, in words. */
  problem: string | null
}

/** The files of a record: dropped or picked, with their kind; a file's kind is evidence for stages, so it is guessed but can be said. */
export function Files({ subjectType, subjectId, canWrite }: { subjectType: SubjectType; subjectId: string; canWrite: boolean }) {
  const { t } = useTranslation('activities')
  const format = useFormat()
  const phone = usePhone()
  const toast = useToast()
  const say = useProblemText()
  const refresh = useRefresh()
  const input = useRef<HTMLInputElement>(null)
  const [kind, setKind] = useState<FileKind | null>(null)
  const [over, setOver] = useState(false)
  const [sending, setSending] = useState<readonly Sending[]>([])
  const params = { subjectType, id: subjectId }
  const read = useContractQuery(listAttachments, { params })
  const changed = (type: string) => refresh({ type, subjectType, subjectId })
  const remove = useContractMutation(removeAttachment, { onSuccess: () => changed('attachment.removed'), onError: toast.failed })

  const send = async (file: File) => {
    const key = randomKey()
    const update = (part: Partial<Sending>) => setSending((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)))
    const tooLarge = file.size > maxFileBytes
    setSending((all) => [...all, { key, name: file.name, share: 0, problem: tooLarge ? t('files.tooLarge') : null }])
    if (tooLarge) return
    try {
      await upload(addAttachment, { params, query: { kind: kind ?? guessFileKind(file.name) } }, file, { onProgress: (share) => update({ share }) })
      setSending((all) => all.filter((one) => one.key !== key))
      toast.done(t('files.done', { name: file.name }))
      changed('attachment.added')
    } catch (error) {
      update({ problem: say(error) })
    }
  }
  // One after the other: a phone's line carries one upload well, not five.
  const sendAll = async (files: Iterable<File>) => {
    for (const file of files) await send(file)
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void sendAll([...event.dataTransfer.files])
  }

  const items = read.data?.items ?? []
  return (
    <div className={styles.files}>
      {canWrite && (
        <div className={styles.add}>
          <button
            type="button"
            className={over ? `${styles.drop} ${styles.over}` : styles.drop}
            onClick={() => input.current?.click()}
            onDragOver={(event) => {
              event.preventDefault()
              setOver(true)
            }}
            onDragLeave={() => setOver(false)}
            onDrop={onDrop}
          >
            <InboxOutlined aria-hidden className={styles.dropIcon} />
            <span>{t(over ? 'files.dropping' : phone ? 'files.dropPhone' : 'files.drop')}</span>
            <span className={styles.limit}>{t('files.limit')}</span>
          </button>
          <input
            ref={input}
            type="file"
            multiple
            hidden
            aria-label={t('files.upload')}
            onChange={(event) => {
              const files = [...(event.target.files ?? [])]
              event.target.value = ''
              void sendAll(files)
            }}
          />
          <Select<FileKind>
            allowClear
            className={styles.kind}
            aria-label={t('files.kind')}
            placeholder={t('files.kind')}
            value={kind}
            options={fileKinds.map((one) => ({ value: one, label: t(`fileKinds.${one}`) }))}
            onChange={(next) => setKind(next ?? null)}
          />
        </div>
      )}
      {sending.map((one) => (
        <div key={one.key} className={styles.file} role="status">
          <PaperClipOutlined aria-hidden className={styles.icon} />
          <div className={styles.about}>
            <span className={styles.name} title={one.name}>{one.name}</span>
            {one.problem ? (
              <span className={styles.problem}>{t('files.failed')}：{one.problem}</span>
            ) : (
              <Progress percent={Math.round(one.share * 100)} size="small" aria-label={t('files.uploading', { percent: format.percent(one.share, 0) })} />
            )}
          </div>
          {one.problem && (
            <button type="button" className={styles.dismiss} onClick={() => setSending((all) => all.filter((other) => other.key !== one.key))}>
              {t('files.dismiss')}
            </button>
          )}
        </div>
      ))}
      {read.isPending ? (
        <Skeletons kind="rows" count={2} />
      ) : read.error ? (
        <ErrorState compact error={read.error} onRetry={() => void read.refetch()} />
      ) : items.length === 0 ? (
        sending.length === 0 && (
          <p className={styles.none}>
            {t('files.empty')} · {t('files.emptyText')}
          </p>
        )
      ) : (
        <ul className={styles.list} aria-label={t('files.label')}>
          {items.map((file) => (
            <li key={file.id} className={styles.file}>
              <PaperClipOutlined aria-hidden className={styles.icon} />
              <div className={styles.about}>
                <a className={styles.name} href={apiUrl(getAttachment, { params: { id: file.id } })} download={file.name} title={t('files.download', { name: file.name })}>
                  {file.name}
                </a>
                <span className={`num ${styles.facts}`}>
                  <Tag>{t(`fileKinds.${file.kind}`)}</Tag>
                  <span>{fileSize(file.sizeBytes)}</span>
                  <span>{t('files.by', { name: file.uploadedBy.name })}</span>
                  <span title={format.dateTime(file.createdAt)}>{format.relative(file.createdAt)}</span>
                </span>
              </div>
              {canWrite && (
                <ConfirmButton
                  danger
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={`${t('files.remove')} ${file.name}`}
                  question={t('files.question', { name: file.name })}
                  consequence={t('files.consequence')}
                  onConfirm={() => remove.mutateAsync({ params: { id: file.id } }).catch(() => undefined)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

import { CloseOutlined, PaperClipOutlined, UploadOutlined } from '@ant-design/icons'
import { addAttachment, listAttachments } from '@sluice/core/activities/contract'
import type { SubjectType } from '@sluice/core/activities/contract'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { upload } from '../../api/upload.ts'
import { useProblemText } from '../../ui/use-problem-text.ts'
import styles from './FieldInput.module.css'

export interface FieldSubject {
  subjectType: SubjectType
  subjectId: string
}

const idsOf = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [])

/** Files of a field: they are attachments of the record, so that a record must be there before they can be. */
export function FileInput(props: { id?: string; value: unknown; onChange: (ids: string[] | null) => void; subject: FieldSubject | undefined; names?: Readonly<Record<string, string>>; disabled?: boolean; label?: string }) {
  const { t } = useTranslation('fields')
  const say = useProblemText()
  const refresh = useRefresh()
  const input = useRef<HTMLInputElement>(null)
  const [share, setShare] = useState<number | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const { subject } = props
  const ids = idsOf(props.value)
  const read = useContractQuery(listAttachments, { params: { subjectType: subject?.subjectType ?? 'deal', id: subject?.subjectId ?? '' } }, { enabled: subject !== undefined })
  const nameOf = (id: string) => read.data?.items.find((one) => one.id === id)?.name ?? props.names?.[id] ?? t('file.unknown')
  if (!subject) return <span className={styles.hint}>{t('file.later')}</span>

  const send = async (files: readonly File[]) => {
    setProblem(null)
    const made: string[] = []
    try {
      for (const file of files) {
        setShare(0)
        const added = await upload(addAttachment, { params: { subjectType: subject.subjectType, id: subject.subjectId }, query: {} }, file, { onProgress: setShare })
        made.push(added.id)
      }
    } catch (error) {
      setProblem(say(error))
    }
    setShare(null)
    if (made.length === 0) return
    refresh({ type: 'attachment.added', ...subject })
    props.onChange([...ids, ...made])
  }
  return (
    <div className={styles.files}>
      {ids.map((id) => (
        <span key={id} className={styles.file}>
          <PaperClipOutlined aria-hidden />
          <span title={nameOf(id)}>{nameOf(id)}</span>
          {!props.disabled && (
            <button type="button" aria-label={t('file.remove', { name: nameOf(id) })} onClick={() => props.onChange(ids.length === 1 ? null : ids.filter((one) => one !== id))}>
              <CloseOutlined aria-hidden />
            </button>
          )}
        </span>
      ))}
      <Button id={props.id} icon={<UploadOutlined />} loading={share !== null} disabled={props.disabled} onClick={() => input.current?.click()}>
        {share === null ? t('file.choose') : t('file.sending', { percent: Math.round(share * 100) })}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={props.label ?? t('file.choose')}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])]
          event.target.value = ''
          void send(files)
        }}
      />
      {problem && (
        <span role="alert" className={styles.problem}>
          {problem}
        </span>
      )}
    </div>
  )
}

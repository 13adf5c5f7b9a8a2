import { changeField, getFieldUsage } from '@sluice/core/fields/contract'
import type { CustomField } from '@sluice/core/fields/contract'
import { Alert, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractMutation, useContractQuery } from '../../../api/query.ts'
import { useRefresh } from '../../../api/refresh.ts'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { useProblemText } from '../../../ui/use-problem-text.ts'
import { useToast } from '../../../ui/use-toast.tsx'

/** Asks before a field is archived: how many records hold a value and what refers to it. Its data stays and comes back with it. */
export function ArchiveField({ field, onClose }: { field: CustomField; onClose: () => void }) {
  const { t } = useTranslation('fields')
  const { t: ts } = useTranslation('settings')
  const { t: tu } = useTranslation('ui')
  const format = useFormat()
  const toast = useToast()
  const say = useProblemText()
  const refresh = useRefresh()
  const [problem, setProblem] = useState<unknown>(null)
  const { data, isPending, error } = useContractQuery(getFieldUsage, { params: { id: field.id } }, { staleTime: 0 })
  const change = useContractMutation(changeField)
  const changed = () => refresh({ type: 'config.changed', subjectType: 'config', subjectId: field.id })
  const archive = async () => {
    try {
      const { version } = await change.mutateAsync({ params: { id: field.id }, body: { isArchived: true }, ifMatch: field.version })
      onClose()
      toast.undoable(ts('archivedDone', { name: field.label }), async () => {
        await change.mutateAsync({ params: { id: field.id }, body: { isArchived: false }, ifMatch: version })
        changed()
      })
      changed()
    } catch (refusal) {
      setProblem(refusal)
    }
  }
  return (
    <Modal
      open
      title={t('archive.title', { name: field.label })}
      okText={t('archive.ok')}
      okButtonProps={{ danger: true, loading: change.isPending, disabled: isPending }}
      cancelText={tu('cancel')}
      onOk={() => void archive()}
      onCancel={onClose}
    >
      {isPending ? (
        <Skeletons kind="rows" count={2} />
      ) : error ? (
        <Alert type="warning" showIcon title={say(error)} />
      ) : (
        <>
          <p>
            {data.records === 0 ? t('archive.noRecords') : t('archive.records', { number: format.count(data.records) })}
            {t('archive.stays')}
          </p>
          {data.usedIn.length > 0 && (
            <>
              <p style={{ marginBottom: 4 }}>{t('archive.usedIn')}</p>
              <ul style={{ margin: 0, paddingInlineStart: 20 }}>
                {data.usedIn.map((use, index) => (
                  <li key={`${use.kind}-${use.name}-${String(index)}`}>
                    {t(`archive.kind.${use.kind}`)}：{use.name}
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
      {problem !== null && <Alert type="error" showIcon role="alert" title={say(problem)} style={{ marginTop: 12 }} />}
    </Modal>
  )
}

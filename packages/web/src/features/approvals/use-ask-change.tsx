import { requestApproval } from '@sluice/core/approvals/contract'
import { guardedFields } from '@sluice/core/approvals/guarded-fields'
import type { BodyInputOf } from '@sluice/core/lib/contract'
import type { changeDeal } from '@sluice/core/pipeline/contract'
import { App, Input } from 'antd'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { ApiError } from '../../api/api-error.ts'
import { call } from '../../api/client.ts'
import { useApprovalAction } from './use-approval-actions.ts'

/** What the refusal of a guarded field says. */
const guarded = z.object({ flowId: z.string(), name: z.string(), field: z.string() })

/**
 * Answers the refusal of a change that an approval guards: offers to ask for it, with the value that was wanted. False: it
 * was another refusal, to be told as any.
 */
export function useAskChange(): (dealId: string, body: NonNullable<BodyInputOf<typeof changeDeal>>, error: unknown) => boolean {
  const { t } = useTranslation('approvals')
  const { modal } = App.useApp()
  const { run } = useApprovalAction()
  return useCallback(
    (dealId, body, error) => {
      const refusal = error instanceof ApiError && error.code === 'approval.required' ? guarded.safeParse(error.extra['data']) : null
      if (refusal?.success !== true) return false
      const { flowId, name, field } = refusal.data
      const key = guardedFields.get(field)
      const value: unknown = key === undefined ? new Map(Object.entries(body.custom ?? {})).get(field.replace(/^c_/, '')) : body[key]
      let comment = ''
      modal.confirm({
        title: t('askChange.title', { name }),
        content: (
          <>
            <p>{t('askChange.text')}</p>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} placeholder={t('requestComment')} aria-label={t('requestComment')} onChange={(event) => (comment = event.target.value)} />
          </>
        ),
        okText: t('request'),
        onOk: () => run(dealId, () => call(requestApproval, { body: { flowId, dealId, comment, change: { field, value } } }), t('askChange.done', { name })),
      })
      return true
    },
    [modal, run, t],
  )
}

import { changeDeal, getBoard, getDeal, listDeals } from '@sluice/core/pipeline/contract'
import type { Board, Deal } from '@sluice/core/pipeline/contract'
import { useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../api/api-error.ts'
import { call } from '../../api/client.ts'
import { contractKey } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { useAskChange } from '../approvals/use-ask-change.tsx'
import { replaceCard } from './board/board-cache.ts'
import { describeChange } from './describe-change.ts'
import { useFormat } from '../../ui/use-format.ts'
import type { DealChange } from './describe-change.ts'

interface ListPages {
  pages: { items: Deal[] }[]
}

/** Whether one of the fields to be changed is no longer what it was when the change began. */
function touches(body: DealChange, before: Deal & { note?: string }, now: Deal & { note?: string }): boolean {
  const valueOf = (deal: Deal & { note?: string }, key: keyof DealChange) =>
    key === 'accountId' ? deal.account?.id : key === 'ownerId' ? deal.owner?.id : key === 'note' ? (deal.note ?? now.note) : deal[key]
  return (Object.keys(body) as (keyof DealChange)[]).some((key) => JSON.stringify(valueOf(before, key)) !== JSON.stringify(valueOf(now, key)))
}

/**
 * Changes fields of a deal wherever they are edited: shown at once, put back when refused. When somebody else changed the deal
 * meanwhile, the latest content is loaded, and one's own input is kept and offered to be saved on top of it.
 * `preview` gives the parts that a request's ids cannot show by themselves (an owner's name).
 */
export function useDealChange(): (deal: Deal, body: DealChange, preview?: Partial<Deal>) => Promise<boolean> {
  const client = useQueryClient()
  const toast = useToast()
  const refresh = useRefresh()
  const format = useFormat()
  const { modal } = App.useApp()
  const { t } = useTranslation('deals')
  const askChange = useAskChange()

  const show = useCallback(
    (deal: Deal) => {
      client.setQueriesData<Board>({ predicate: ({ queryKey }) => queryKey[0] === getBoard.path }, (board) => board && replaceCard(board, deal))
      client.setQueriesData<ListPages>(
        { predicate: ({ queryKey }) => queryKey[0] === listDeals.path && queryKey[3] === 'pages' },
        (data) => data && { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map((one) => (one.id === deal.id ? deal : one)) })) },
      )
      client.setQueryData(contractKey(getDeal, { params: { id: deal.id } }), (shown: object | undefined) => shown && { ...shown, ...deal })
    },
    [client],
  )

  return useCallback(
    async function change(deal, body, preview): Promise<boolean> {
      const { accountId: _account, ownerId: _owner, ...plain } = body
      show({ ...deal, ...plain, ...preview })
      try {
        const saved = await call(changeDeal, { params: { id: deal.id }, body, ifMatch: deal.version })
        show(saved)
        client.setQueryData(contractKey(getDeal, { params: { id: deal.id } }), saved)
        refresh({ type: 'deal.changed', subjectType: 'deal', subjectId: deal.id, pipelineId: deal.pipelineId })
        return true
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== 'conflict.stale_version') {
          show(deal)
          if (!askChange(deal.id, body, error)) toast.failed(error)
          return false
        }
        const latest = await client.fetchQuery({
          queryKey: contractKey(getDeal, { params: { id: deal.id } }),
          queryFn: () => call(getDeal, { params: { id: deal.id } }),
          staleTime: 0,
        })
        show(latest)
        // The colleague changed something else: both changes stand.
        if (!touches(body, deal, latest)) return change(latest, body, preview)
        const rows = describeChange(body, latest, preview, format)
        const keep = await modal.confirm({
          title: t('conflict.title'),
          width: 480,
          content: (
            <>
              <p>{t('conflict.text')}</p>
              <dl style={{ margin: '12px 0 0', display: 'grid', gap: 8 }}>
                {rows.map((row) => (
                  <div key={row.field}>
                    <dt style={{ color: 'var(--s-text-tertiary)' }}>{t(`field.${row.field}`)}</dt>
                    <dd style={{ margin: 0 }}>
                      {t('conflict.mine')}：<strong>{row.mine}</strong> · {t('conflict.now')}：{row.latest}
                    </dd>
                  </div>
                ))}
              </dl>
            </>
          ),
          okText: t('conflict.keep'),
          cancelText: t('conflict.discard'),
        })
        return keep ? change(latest, body, preview) : false
      }
    },
    [askChange, client, format, modal, refresh, show, t, toast],
  )
}

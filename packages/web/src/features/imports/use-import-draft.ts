import { changeImport, getImport } from '@sluice/core/imports/contract'
import type { ImportDetail } from '@sluice/core/imports/contract'
import type { Mapping } from '@sluice/core/imports/mapping'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import { ApiError } from '../../api/api-error.ts'
import { call } from '../../api/client.ts'
import { contractKey } from '../../api/query.ts'

export type FileOptions = Mapping['file']

export interface ImportDraft {
  /** The mapping as it is on the screen: one's own last change included. */
  mapping: Mapping | null
  edit: (change: (mapping: Mapping) => Mapping) => void
  /** How the file is read, or its kind: it is then read anew and the mapping drafted again. */
  readAgain: (body: { file?: FileOptions; kind?: Mapping['kind'] }) => Promise<void>
  isSaving: boolean
  /** A save that failed; the change stays on the screen. */
  error: ApiError | null
  /** Saves the own change over the version of the other one. */
  keepMine: () => void
  /** Lets the own change go and shows what is on the server. */
  takeTheirs: () => void
  retry: () => void
  /** Resolves when every change has been saved; then the version to act upon. Rejects when saving failed. */
  settled: () => Promise<number>
}

/**
 * The mapping lives on the server: every change is saved at once, one after the other, changes made meanwhile gathered into
 * the next save. The screen shows the own change without waiting; a refused one stays there until the user decides.
 */
export function useImportDraft(detail: ImportDetail): ImportDraft {
  const client = useQueryClient()
  const { id } = detail
  const [own, setOwn] = useState<Mapping | null>(null)
  const [isSaving, setSaving] = useState(false)
  const [error, setError] = useState<ApiError | null>(null)
  const pending = useRef<Mapping | null>(null)
  const shown = useRef<Mapping | null>(null)
  const running = useRef<Promise<void> | null>(null)
  const latest = useCallback(() => client.getQueryData<ImportDetail>(contractKey(getImport, { params: { id } })), [client, id])

  const put = useCallback(
    async (body: Parameters<typeof call<typeof changeImport>>[1]['body']) => {
      const key = contractKey(getImport, { params: { id } })
      // An answer on its way may be older than ours; so may one that was asked for while ours was under way.
      await client.cancelQueries({ queryKey: key })
      const answer = await call(changeImport, { params: { id }, body, ifMatch: latest()?.version ?? 0 })
      await client.cancelQueries({ queryKey: key })
      client.setQueryData(key, answer)
    },
    [client, id, latest],
  )

  const flush = useCallback(() => {
    const work = async () => {
      setSaving(true)
      setError(null)
      try {
        while (pending.current) {
          const mapping = pending.current
          pending.current = null
          try {
            await put({ mapping })
          } catch (thrown) {
            pending.current ??= mapping
            throw thrown
          }
        }
        shown.current = null
        setOwn(null)
      } catch (thrown) {
        setError(thrown instanceof ApiError ? thrown : new ApiError({ code: 'unknown', status: 0 }))
        throw thrown
      } finally {
        running.current = null
        setSaving(false)
      }
    }
    running.current ??= work()
    // Whoever waits for it hears of a failure; the screen shows it anyhow.
    running.current.catch(() => undefined)
    return running.current
  }, [put])

  const edit = useCallback(
    (change: (mapping: Mapping) => Mapping) => {
      const from = shown.current ?? latest()?.mapping
      if (!from) return
      const next = change(from)
      shown.current = next
      pending.current = next
      setOwn(next)
      void flush()
    },
    [flush, latest],
  )

  const drop = () => {
    pending.current = null
    shown.current = null
    setOwn(null)
    setError(null)
  }
  const reload = () => client.refetchQueries({ queryKey: contractKey(getImport, { params: { id } }) })
  return {
    mapping: own ?? detail.mapping,
    edit,
    isSaving,
    error,
    retry: () => void flush(),
    keepMine: () => void reload().then(flush, () => undefined),
    takeTheirs: () => {
      drop()
      void reload()
    },
    settled: async () => {
      if (pending.current || running.current) await flush()
      return latest()?.version ?? detail.version
    },
    readAgain: async (body) => {
      drop()
      setSaving(true)
      try {
        await put(body)
      } finally {
        setSaving(false)
      }
    },
  }
}

import { listPipelines } from '@sluice/core/catalog/contract'
import { discardDraft, getDraft, saveDraft } from '@sluice/core/designer/contract'
import type { Draft } from '@sluice/core/designer/contract'
import type { Ref } from '@sluice/core/lib/wire'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { call } from '../../api/client.ts'
import { contractKey } from '../../api/query.ts'
import { begin, edit, redo, undo } from './model/history.ts'
import type { Design } from './model/design.ts'
import { problemsOf } from './model/problems.ts'
import type { DesignProblem } from './model/problems.ts'

/** How the draft in the page stands to the one on the server. */
export type SaveState =
  | { kind: 'live' }
  | { kind: 'pending' | 'saving' | 'saved' }
  | { kind: 'invalid'; problems: readonly DesignProblem[] }
  | { kind: 'failed'; error: unknown }
  /** Somebody else changed the draft, or published, since it was read here. */
  | { kind: 'conflict'; by: Ref | null; theirs: Draft }

export interface DesignEditor {
  design: Design
  /** `about`: what is being edited; further edits of the same are undone with it. */
  apply: (change: (design: Design) => Design, about?: string) => void
  undo: (() => void) | null
  redo: (() => void) | null
  /** Changes whenever what is shown did not come from an edit: editors that keep input of their own begin anew. */
  epoch: number
  state: SaveState
  version: number
  isDraft: boolean
  /** Saves what is not saved yet; answers the draft's version, or null when it could not be saved. */
  flush: () => Promise<number | null>
  /** After a conflict: shows the other's draft, or writes one's own over it. */
  takeTheirs: () => void
  keepMine: () => void
  discard: () => Promise<void>
  /** Begins anew from what the server has now: after a publication. */
  reload: () => Promise<void>
}

const settle = 700
const designOf = (draft: Draft): Design => ({ definition: draft.definition, mapping: draft.mapping })
const isConflict = (error: unknown) => typeof error === 'object' && error !== null && 'status' in error && (error.status === 412 || error.status === 409)

/** A draft in the page: edits with undo and redo, saved by itself a moment after the last one, and told when somebody else was faster. */
export function useDesign(pipelineId: string, draft: Draft): DesignEditor {
  const client = useQueryClient()
  const [history, setHistory] = useState(() => begin(designOf(draft)))
  const [base, setBase] = useState<{ draft: Draft; design: Design }>(() => ({ draft, design: history.present }))
  const [phase, setPhase] = useState<{ kind: 'idle' } | { kind: 'saving' } | { kind: 'failed'; error: unknown } | { kind: 'conflict'; theirs: Draft }>({ kind: 'idle' })
  const design = history.present
  const dirty = design !== base.design
  const problems = useMemo(() => (dirty ? problemsOf(design.definition) : []), [dirty, design])
  const latest = useRef({ design, base, dirty, problems, phase })
  latest.current = { design, base, dirty, problems, phase }
  const running = useRef<Promise<number | null> | null>(null)

  const adopt = useCallback((next: Draft) => {
    const shown = designOf(next)
    setHistory((before) => begin(shown, before.jumps + 1))
    setBase({ draft: next, design: shown })
    setPhase({ kind: 'idle' })
  }, [])

  const read = useCallback(() => call(getDraft, { params: { id: pipelineId } }), [pipelineId])
  const store = useCallback((next: Draft) => client.setQueryData(contractKey(getDraft, { params: { id: pipelineId } }), next), [client, pipelineId])

  // Read again by a live message or after an own write. A read may be older than what was written meanwhile: before it is
  // believed that somebody else was here, the draft is asked for once more, and nothing may have been written since.
  useEffect(() => {
    const isKnown = (one: Draft, known: Draft) => one === known || (one.version === known.version && one.publishedN === known.publishedN)
    const { base: known, phase: now } = latest.current
    if (now.kind === 'saving' || isKnown(draft, known.draft)) return
    let over = false
    void read().then((fresh) => {
      const { base: kept, dirty: unsaved } = latest.current
      if (over || running.current || kept !== known || isKnown(fresh, kept.draft)) return
      if (unsaved) setPhase({ kind: 'conflict', theirs: fresh })
      else adopt(fresh)
    }, () => undefined)
    return () => {
      over = true
    }
  }, [draft, adopt, read])

  const write = useCallback(
    async (version: number): Promise<number | null> => {
      const { design: sent } = latest.current
      setPhase({ kind: 'saving' })
      // A read that began before this write would show the draft as it was.
      await client.cancelQueries({ queryKey: contractKey(getDraft, { params: { id: pipelineId } }) })
      try {
        const saved = await call(saveDraft, { params: { id: pipelineId }, body: { ...sent, version } })
        const written = { draft: saved, design: sent }
        setBase(written)
        setPhase({ kind: 'idle' })
        // Whoever waits for this write goes on before the page is drawn again.
        latest.current = { ...latest.current, base: written, dirty: latest.current.design !== sent, phase: { kind: 'idle' } }
        store(saved)
        // The list says which pipelines have a draft.
        if (version === 0) void client.invalidateQueries({ queryKey: contractKey(listPipelines, {}) })
        return saved.version
      } catch (error) {
        if (!isConflict(error)) setPhase({ kind: 'failed', error })
        else {
          try {
            setPhase({ kind: 'conflict', theirs: await read() })
          } catch (again) {
            setPhase({ kind: 'failed', error: again })
          }
        }
        return null
      }
    },
    [client, pipelineId, read, store],
  )

  const flush = useCallback(async (): Promise<number | null> => {
    if (running.current) await running.current
    const { dirty: unsaved, problems: wrong, base: known, phase: now } = latest.current
    if (now.kind === 'conflict') return null
    if (!unsaved) return known.draft.version
    if (wrong.length > 0) return null
    running.current = write(known.draft.version).finally(() => (running.current = null))
    return running.current
  }, [write])

  useEffect(() => {
    if (!dirty || problems.length > 0 || phase.kind !== 'idle') return
    const timer = setTimeout(() => void flush(), settle)
    return () => clearTimeout(timer)
  }, [design, dirty, problems, phase, flush])

  // Leaving the designer right after an edit still saves it; leaving the site asks.
  useEffect(
    () => () => {
      const { dirty: unsaved, problems: wrong, base: known, phase: now } = latest.current
      if (!unsaved || wrong.length > 0 || now.kind === 'conflict') return
      void (running.current ?? Promise.resolve(known.draft.version)).then((version) => {
        const { design: last, base: written } = latest.current
        if (version === null || last === written.design) return
        void call(saveDraft, { params: { id: pipelineId }, body: { ...last, version } }).then(store, () => undefined)
      })
    },
    [pipelineId, store],
  )
  useEffect(() => {
    if (!dirty) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [dirty])

  const state: SaveState =
    phase.kind === 'conflict' ? { ...phase, by: phase.theirs.changedBy }
    : phase.kind === 'saving' || phase.kind === 'failed' ? phase
    : problems.length > 0 ? { kind: 'invalid', problems }
    : dirty ? { kind: 'pending' }
    : base.draft.isDraft ? { kind: 'saved' }
    : { kind: 'live' }

  return {
    design,
    apply: useCallback((change, about) => {
      setHistory((before) => {
        const next = change(before.present)
        // Editors may tell what they were given: that is no edit.
        return JSON.stringify(next) === JSON.stringify(before.present) ? before : edit(before, next, about ?? null)
      })
      setPhase((now) => (now.kind === 'failed' ? { kind: 'idle' } : now))
    }, []),
    undo: history.past.length > 0 ? () => setHistory(undo) : null,
    redo: history.future.length > 0 ? () => setHistory(redo) : null,
    epoch: history.jumps,
    state,
    version: base.draft.version,
    isDraft: base.draft.isDraft || dirty,
    flush,
    takeTheirs: () => {
      if (phase.kind !== 'conflict') return
      store(phase.theirs)
      adopt(phase.theirs)
    },
    keepMine: () => {
      if (phase.kind === 'conflict') void write(phase.theirs.version)
    },
    discard: async () => {
      await call(discardDraft, { params: { id: pipelineId } })
      const live = await read()
      store(live)
      adopt(live)
    },
    reload: async () => {
      const now = await read()
      store(now)
      adopt(now)
    },
  }
}

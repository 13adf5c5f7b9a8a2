import { answerForm, getFormAnswer } from '@sluice/core/forms/contract'
import type { FormAnswer, Questionnaire } from '@sluice/core/forms/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiError } from '../../api/api-error.ts'
import { call } from '../../api/client.ts'
import { contractKey, useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'

type Answers = Readonly<Record<string, unknown>>
export type AnswerSubject = FormAnswer['subjectType']
export type SaveState = 'still' | 'unsaved' | 'saving' | 'saved' | 'refused' | 'conflict'

const pauseMs = 700
const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/**
 * The answers of a questionnaire about one record, saved by themselves shortly after each change. What somebody else answered
 * meanwhile is taken in; where both answered the same question, one is asked whose answer stands.
 */
export function useAnswers(options: { formId: string; subjectType: AnswerSubject; subjectId: string; definition: Questionnaire | undefined; onSaved?: (answer: FormAnswer) => void }) {
  const { formId, subjectType, subjectId } = options
  const args = { params: { id: formId, subjectType, subjectId } }
  const client = useQueryClient()
  const refresh = useRefresh()
  const read = useContractQuery(getFormAnswer, args)
  const [mine, setMine] = useState<Answers>({})
  const [state, setState] = useState<SaveState>('still')
  const [error, setError] = useState<unknown>(null)
  const [theirs, setTheirs] = useState<FormAnswer | null>(null)
  const latest = useRef<Answers>({})
  const base = useRef<FormAnswer | undefined>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const running = useRef<Promise<boolean> | null>(null)
  const onSaved = useRef(options.onSaved)
  onSaved.current = options.onSaved
  // While something of one's own waits, it counts from the answers it was made from.
  if (read.data && Object.keys(mine).length === 0 && !running.current) base.current = read.data

  const put = (next: Answers) => {
    latest.current = next
    setMine(next)
  }
  const keyText = JSON.stringify(args)

  const write = useCallback(
    async (over?: FormAnswer): Promise<boolean> => {
      const from = over ?? base.current
      const sent = latest.current
      if (!from || Object.keys(sent).length === 0) return true
      setState('saving')
      setError(null)
      const { params } = JSON.parse(keyText) as typeof args
      const key = contractKey(getFormAnswer, { params })
      try {
        const saved = await call(answerForm, { params, body: { answers: { ...from.answers, ...sent }, version: from.version } })
        base.current = saved
        client.setQueryData(key, saved)
        // What was typed while the answer was under way is still to be sent.
        const rest = Object.fromEntries(Object.entries(latest.current).filter(([name, value]) => !Object.hasOwn(sent, name) || !same(sent[name], value)))
        latest.current = rest
        setMine(rest)
        setState(Object.keys(rest).length === 0 ? 'saved' : 'unsaved')
        setTheirs(null)
        refresh({ type: 'form.answered', subjectType: params.subjectType, subjectId: params.subjectId })
        onSaved.current?.(saved)
        return true
      } catch (refusal) {
        if (refusal instanceof ApiError && refusal.code === 'conflict.stale_version') {
          const now = await call(getFormAnswer, { params }).catch(() => null)
          if (now) {
            client.setQueryData(key, now)
            const clash = Object.keys(sent).some((name) => !same(from.answers[name], now.answers[name]) && !same(sent[name], now.answers[name]))
            base.current = now
            if (!clash) return write(now)
            setTheirs(now)
          }
          setState('conflict')
          return false
        }
        setError(refusal)
        setState('refused')
        return false
      }
    },
    [client, keyText, refresh],
  )

  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current)
    timer.current = undefined
    if (running.current) await running.current
    const job = write()
    running.current = job
    try {
      return await job
    } finally {
      running.current = null
    }
  }, [write])

  // Leaving the form saves what still waits.
  useEffect(
    () => () => {
      if (timer.current !== undefined) void flush()
    },
    [flush],
  )

  return {
    read,
    answers: { ...base.current?.answers, ...mine } as Answers,
    state,
    error,
    theirs,
    answer: base.current,
    set(name: string, value: unknown) {
      put({ ...latest.current, [name]: value ?? null })
      setState((before) => (before === 'conflict' ? before : 'unsaved'))
      setError(null)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush(), pauseMs)
    },
    flush,
    /** After a conflict: my answers are saved over the others'. */
    keepMine: () => void flush(),
    /** After a conflict: what the other person answered stands. */
    takeTheirs() {
      clearTimeout(timer.current)
      timer.current = undefined
      put({})
      setTheirs(null)
      setState('still')
    },
  }
}

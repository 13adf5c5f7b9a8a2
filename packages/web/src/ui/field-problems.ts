import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useProblemText } from './use-problem-text.ts'

interface FieldProblem {
  path: string
  code: string
}

function listed(error: unknown): readonly FieldProblem[] {
  if (error === null || typeof error !== 'object' || !('errors' in error) || !Array.isArray(error.errors)) return []
  return error.errors as readonly FieldProblem[]
}

/** What a refusal says of single fields, as antd's `form.setFields` takes it; empty when it names none. `own` words come before those of the code. */
export function useFieldProblems(): (error: unknown, own?: Readonly<Record<string, string>>) => { name: string[]; errors: string[] }[] {
  const { t } = useTranslation('ui')
  const say = useProblemText()
  return useCallback(
    (error, own) =>
      listed(error).map(({ path, code }) => ({
        name: path.replace(/^body\./, '').split('.'),
        // A code of a schema (`too_small`) has no words of its own; one with a noun (`user.email_taken`) has.
        errors: [own?.[code] ?? (code.includes('.') ? say({ code, title: t('fieldWrong') }) : t('fieldWrong'))],
      })),
    [t, say],
  )
}

import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { problemFacts, useProblemText } from '../../ui/use-problem-text.ts'

const fileCodes = ['empty', 'too_large', 'damaged', 'unsupported', 'encrypted'] as const
const encodingCodes = ['unknown', 'undecided'] as const
const sheetCodes = ['missing', 'too_large'] as const

/** Says why a file could not be sent, read or imported: the reader's own codes (`file.damaged`) and every refusal. */
export function useFailureText(): (error: unknown) => string {
  const { t } = useTranslation('imports')
  const say = useProblemText()
  return useCallback(
    (error) => {
      const [group, name] = problemFacts(error).code.split('.')
      const file = group === 'file' && fileCodes.find((one) => one === name)
      if (file) return t(`failure.file.${file}`)
      const encoding = group === 'encoding' && encodingCodes.find((one) => one === name)
      if (encoding) return t(`failure.encoding.${encoding}`)
      const sheet = group === 'sheet' && sheetCodes.find((one) => one === name)
      return sheet ? t(`failure.sheet.${sheet}`) : say(error)
    },
    [t, say],
  )
}

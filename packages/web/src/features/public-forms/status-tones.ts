import type { PublicForm } from '@sluice/core/public-forms/contract'
import type { Tone } from '../../ui/Tag.tsx'

export const statusTones: Record<PublicForm['status'], Tone> = { draft: 'warn', open: 'good', closed: 'neutral', archived: 'neutral' }

import { refusals, type RefusalCode } from '@sluice/core/refusals'

/** A field that was refused: where, and why. */
export interface FieldRefusal {
  path: string
  code: string
}

/** A refusal by rule, not a fault: it becomes problem+json with its code, and rolls the transaction back. */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly data: Readonly<Record<string, unknown>>
  readonly errors: readonly FieldRefusal[]

  constructor(code: RefusalCode, data: Readonly<Record<string, unknown>> = {}, errors: readonly FieldRefusal[] = []) {
    super(code)
    this.code = code
    this.data = data
    this.errors = errors
  }

  get status(): number {
    return refusals[this.code].status
  }
}

/** Stops the use case with a coded refusal. */
export function refuse(code: RefusalCode, data?: Readonly<Record<string, unknown>>, errors?: readonly FieldRefusal[]): never {
  throw new Refusal(code, data, errors)
}

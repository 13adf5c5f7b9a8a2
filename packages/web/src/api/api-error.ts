import { z } from 'zod'

const problemShape = z.object({
  type: z.string().optional(),
  title: z.string().optional(),
  status: z.number().optional(),
  code: z.string(),
  detail: z.string().optional(),
  errors: z.array(z.looseObject({ path: z.union([z.string(), z.array(z.union([z.string(), z.number()]))]).optional(), code: z.string() })).optional(),
  requestId: z.string().optional(),
})

/** One field that was refused: where, and the stable code of why. */
export interface FieldProblem {
  path: string
  code: string
}

/** A refusal of the server (problem+json), or of the network (`code: 'network'`, status 0). Words come from the code. */
export class ApiError extends Error {
  readonly code: string
  readonly status: number
  readonly title: string
  readonly detail: string | undefined
  readonly errors: readonly FieldProblem[]
  readonly requestId: string | undefined
  /** Members of the problem beyond the standard ones, such as the missing evidence of a refused move. */
  readonly extra: Readonly<Record<string, unknown>>

  constructor(problem: {
    code: string
    status: number
    title?: string
    detail?: string
    errors?: readonly FieldProblem[]
    requestId?: string
    extra?: Record<string, unknown>
  }) {
    super(`${problem.code} (${problem.status})`)
    this.name = 'ApiError'
    this.code = problem.code
    this.status = problem.status
    this.title = problem.title ?? problem.code
    this.detail = problem.detail
    this.errors = problem.errors ?? []
    this.requestId = problem.requestId
    this.extra = problem.extra ?? {}
  }
}

/** Reads a failed answer. Whatever came (a proxy's HTML page, nothing at all), an ApiError with a usable code comes out. */
export function problemOf(status: number, body: unknown, requestId: string | null): ApiError {
  const parsed = problemShape.safeParse(body)
  if (!parsed.success) {
    const code = status === 404 ? 'not_found' : status === 413 ? 'payload_too_large' : status === 504 ? 'timeout' : 'unknown'
    return new ApiError({ code, status, requestId: requestId ?? undefined })
  }
  const { code, title, detail, errors } = parsed.data
  return new ApiError({
    code,
    status,
    title,
    detail,
    requestId: parsed.data.requestId ?? requestId ?? undefined,
    errors: errors?.map((one) => ({ code: one.code, path: Array.isArray(one.path) ? one.path.join('.') : (one.path ?? '') })),
    extra: body as Record<string, unknown>,
  })
}

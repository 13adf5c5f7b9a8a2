import type { z } from 'zod'

/**
 * One operation of the API, written once: the server registers it, the web client infers its types from it,
 * and OpenAPI 3.1 is generated from it. Paths are relative to `/api/v1`.
 */
export interface Contract {
  /** Unique, reads as verb and noun: `moveDeal`. Becomes the OpenAPI operationId. */
  name: string
  /** A GET never writes. */
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** `/deals/:id/move` */
  path: `/${string}`
  /** One plain sentence for the API page. */
  summary: string
  /** The noun under which the API page lists it. */
  tag: string
  params?: z.ZodType
  query?: z.ZodType
  body?: z.ZodType
  response?: z.ZodType
  /** Success status; default 200, or 204 without a response. */
  status?: 200 | 201 | 202 | 204
  /** Needs no session: sign-in, first run, invitation. */
  anonymous?: true
  /** The body is multipart or raw bytes and is read by the handler itself. */
  upload?: true
  /** The answer is a file or stream of this media type, sent by the handler itself. */
  file?: string
  /** Question or answer hold a secret, so no copy is kept: an `Idempotency-Key` is not heeded. */
  confidential?: true
  /** The write must carry `If-Match: "<version>"`; a stale one is refused with 412 `conflict.stale_version`. */
  ifMatch?: true
}

/** Declares a contract and keeps its exact schema types. */
export function contract<const C extends Contract>(definition: C): C {
  return definition
}

type Out<T> = T extends z.ZodType ? z.output<T> : undefined
type In<T> = T extends z.ZodType ? z.input<T> : undefined
type Part<C, K extends string> = C extends { [P in K]: infer S } ? S : undefined

/** What a handler receives. */
export type ParamsOf<C> = Out<Part<C, 'params'>>
export type QueryOf<C> = Out<Part<C, 'query'>>
export type BodyOf<C> = Out<Part<C, 'body'>>
/** What a handler returns (before defaults are applied), and what a client receives. */
export type AnswerOf<C> = In<Part<C, 'response'>>
export type ResponseOf<C> = Out<Part<C, 'response'>>
/** What a client sends. */
export type ParamsInputOf<C> = In<Part<C, 'params'>>
export type QueryInputOf<C> = In<Part<C, 'query'>>
export type BodyInputOf<C> = In<Part<C, 'body'>>
